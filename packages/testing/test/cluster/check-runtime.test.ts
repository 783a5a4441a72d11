import { expect, test } from "vitest";
import { checkRuntime } from "../../src/check-runtime.ts";

test("a runtime without client certificates is refused with what to do, and no other", () => {
	expect(() => checkRuntime({ node: "24.3.0", bun: "1.4.5" })).toThrow(
		/^the server cannot run on Bun, whose HTTPS server does not show client certificates: start it with Node \(npx @kubex\/testing /,
	);
	expect(() => checkRuntime({ node: "20.19.0" })).not.toThrow();
	expect(() => checkRuntime({ node: "24.0.0", deno: "2.9.6" })).not.toThrow();
});
