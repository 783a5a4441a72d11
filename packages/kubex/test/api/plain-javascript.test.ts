import { Api, mergePatch } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";
import { recorder } from "../support/recorder.ts";
import { rejection } from "../support/rejection.ts";

/** Calls that no compiler lets pass, with what each is told. */
const wrong: readonly (readonly [call: string, make: (api: Api<ConfigMap>) => Promise<unknown>, message: string])[] = [
	["patch without a patch", (api) => api.patch("a", undefined as never), "a patch has a mediaType and a body"],
	["patch with null", (api) => api.patch("a", null as never), "a patch has a mediaType and a body"],
	["patch with a body alone", (api) => api.patch("a", { data: {} } as never), "a patch has a mediaType and a body"],
	[
		"apply without options",
		(api) => api.apply({ metadata: { name: "a" } }, undefined as never),
		"an apply patch needs a fieldManager",
	],
	[
		"apply of nothing",
		(api) => api.apply(undefined as never, { fieldManager: "me" }),
		"a ConfigMap must be an object, not undefined",
	],
	["apply of null", (api) => api.apply(null as never, { fieldManager: "me" }), "a ConfigMap must be an object, not null"],
	[
		"apply without metadata",
		(api) => api.apply({} as never, { fieldManager: "me" }),
		"a ConfigMap that is applied needs a metadata.name",
	],
	["create of nothing", (api) => api.create(undefined as never), "a ConfigMap must be an object, not undefined"],
	["a number as name", (api) => api.get(5 as never), "name of a ConfigMap must be a string, not 5"],
	["no name", (api) => api.delete(undefined as never), "name of a ConfigMap must be a string, not undefined"],
	["null as name", (api) => api.get(null as never), "name of a ConfigMap must be a string, not null"],
	["an object as name", (api) => api.get({ name: "a" } as never), "name of a ConfigMap must be a string, not an object"],
	["names as name", (api) => api.patch(["a"] as never, mergePatch({})), "name of a ConfigMap must be a string, not an array"],
	["a number as namespace", (api) => api.get("a", { namespace: 7 as never }), "namespace must be a string, not 7"],
];

test.each(wrong)("%s is refused with what was wrong, and nothing is sent", async (_call, make, message) => {
	const { client, sent } = await recorder(() => ({ body: {} }));
	const error = await rejection(make(new Api(ConfigMap, { client })));
	expect(error).toBeInstanceOf(TypeError);
	expect(String(error)).toContain(`TypeError: ${message}`);
	expect(sent).toEqual([]);
});
