import type { Choice } from "./choice.ts";
import { addFields, type Field } from "./field.ts";
import type { Json, JsonObject } from "./json.ts";

const owner = { apiVersion: "v1", kind: "ConfigMap", name: "owner", uid: "$owner" };

/** Metadata of an object, mostly valid. */
export function randomMetadata(choice: Choice, name: string): JsonObject {
	const metadata: Record<string, Json> = { name };
	addFields(choice, metadata, fields);
	if (!("labels" in metadata) && choice.chance(0.6)) metadata["labels"] = randomMap(choice, ["a", "b", "c"], ["", "1", "2"]);
	if (!("annotations" in metadata) && choice.chance(0.4)) {
		metadata["annotations"] = randomMap(choice, ["a", "example.com/b", "C"], ["", "1", "any text at all: {}"]);
	}
	return metadata;
}

const fields: readonly Field[] = [
	[
		"finalizers",
		0.15,
		[["example.com/a"], ["example.com/b", "example.com/a"], ["example.com/a", "example.com/b", "example.com/c"], []],
		[["unqualified"], ["not a name"], [""], "text"],
	],
	[
		"ownerReferences",
		0.1,
		[[owner], [{ ...owner, controller: true }], [{ ...owner, blockOwnerDeletion: true, controller: false }], [owner, owner], []],
		[[{ ...owner, uid: "" }], [{ ...owner, kind: "" }], [{ ...owner, apiVersion: "a/b/c" }], [{ name: "owner" }]],
	],
	["labels", 0, [], [{ "not a key": "x" }, { a: "not a value!" }, { "a/b/c": "x" }, { a: 1 }, "text", []]],
	["annotations", 0, [], [{ "not a key": "x" }, { a: 1 }]],
	["generateName", 0.02, ["generated-"], ["Not_Valid"]],
	["name", 0, [], ["other", "", "Not_Valid"]],
	["namespace", 0.02, [""], ["other"]],
];

/** Some keys with one of the values each. */
export function randomMap(choice: Choice, keys: readonly string[], values: readonly string[]): JsonObject {
	return Object.fromEntries(choice.some(keys).map((key) => [key, choice.one(values)]));
}
