// Where the embedded server cannot run, it says so, and what to do.
import assert from "node:assert/strict";
import { TestCluster } from "@kubex/testing";

await assert.rejects(TestCluster.start(), {
	name: "Error",
	message: /^the server cannot run on \w+, .*: start it with Node \(npx @kubex\/testing .*\).*createClient/,
});
