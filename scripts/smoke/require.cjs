// Programs written as CommonJS load kubex where the runtime lets them require an ES module.
const assert = require("node:assert/strict");
const { Api, NotFoundError } = require("kubex");
const { Pod } = require("kubex/k8s/v1_35/core/v1");

assert.equal(typeof Api, "function");
assert.equal(NotFoundError.name, "NotFoundError");
assert.equal(Pod.plural, "pods");
console.log("done");
