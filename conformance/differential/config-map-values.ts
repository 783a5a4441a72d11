import type { Choice } from "./choice.ts";
import { addFields, type Field } from "./field.ts";
import type { Json, JsonObject } from "./json.ts";
import { randomMap } from "./metadata-values.ts";

/** The content of a ConfigMap, mostly valid. */
export function randomConfigMap(choice: Choice): JsonObject {
	const content: Record<string, Json> = {};
	if (choice.chance(0.8)) content["data"] = randomMap(choice, ["a", "b", "c.d", "e"], ["", "1", "2", "several\nlines\n"]);
	if (choice.chance(0.4)) content["binaryData"] = randomMap(choice, ["x", "y"], ["", "AQID", "/+8="]);
	addFields(choice, content, fields);
	return content;
}

const fields: readonly Field[] = [
	["immutable", 0.08, [true, false, null]],
	["data", 0, [], [{ "not a key": "x" }, { x: "y" }, { a: 1 }, { a: null }, "text", []]],
	["binaryData", 0, [], [{ x: "no base64!" }, { "a/b": "AQID" }, { x: 1 }, ["AQID"]]],
];
