// An exec plugin that gives what its kubeconfig has told it.
import assert from "node:assert/strict";
import process from "node:process";

const { STATUS = "", KUBERNETES_EXEC_INFO = "" } = process.env;
const { apiVersion, spec } = JSON.parse(KUBERNETES_EXEC_INFO);
assert.equal(spec.interactive, false);
console.log(JSON.stringify({ apiVersion, kind: "ExecCredential", status: JSON.parse(STATUS) }));
