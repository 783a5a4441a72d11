import { expect, test } from "vitest";
import { parseAccept } from "../../src/server/accept.ts";
import { acceptsAny, negotiate, representedMediaTypes } from "../../src/server/negotiate.ts";

const table = "application/json;as=Table;v=v1;g=meta.k8s.io";

test("E1 clauses are ordered by quality, then by how much they name, then as they come", () => {
	const order = parseAccept("*/*, application/*, application/yaml;q=0.5, application/json, text/plain").map(
		({ mediaType }) => mediaType,
	);
	expect(order).toEqual(["application/json", "text/plain", "application/*", "*/*", "application/yaml"]);
});

test.each([
	[undefined, "application/json"],
	["", "application/json"],
	["*/*", "application/json"],
	["application/yaml;q=0.1,application/json", "application/json"],
	["application/json;q=0.1,application/yaml", "application/yaml"],
	["text/html,application/yaml", "application/yaml"],
	["application/vnd.kubernetes.protobuf,application/json", "application/json"],
	[`${table},application/json`, "application/json"],
	[table, undefined],
	["application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", undefined],
	["application/json;v=v1;g=meta.k8s.io", undefined],
	["text/html", undefined],
])("E1 E6 %j is answered in %s", (accept, mediaType) => {
	expect(negotiate(accept)?.mediaType).toBe(mediaType);
});

test.each([
	["application/json", true],
	["application/*", false],
	["Application/JSON", false],
	["text/html, */*;q=0.1", true],
	["garbage", false],
])("E1 the first look at %j", (accept, reached) => {
	expect(acceptsAny(accept, representedMediaTypes)).toBe(reached);
});
