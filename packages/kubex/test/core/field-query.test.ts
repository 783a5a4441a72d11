import { type FieldQuery, formatFieldQuery } from "kubex";
import { expect, test } from "vitest";

test.each<[FieldQuery, string | undefined]>([
	["status.phase!=Running", "status.phase!=Running"],
	["", undefined],
	[{}, undefined],
	[{ "status.phase": "Running" }, "status.phase=Running"],
	[{ "status.phase": "Running", "spec.nodeName": { not: "node-0" } }, "status.phase=Running,spec.nodeName!=node-0"],
	[{ "metadata.name": "a,b=c\\d" }, "metadata.name=a\\,b\\=c\\\\d"],
])("I3 %o is sent as %j", (query, sent) => expect(formatFieldQuery(query)).toBe(sent));
