import { Api, type CustomObject, defineResource, mergePatch, strategicMergePatch, UnsupportedOperationError } from "kubex";
import { expect, test } from "vitest";
import { json, serve } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

interface Widget extends CustomObject<"Namespaced", "status" | "scale"> {
	spec: { size: number };
}

const definition = {
	group: "example.com",
	version: "v1",
	kind: "Widget",
	plural: "widgets",
	scope: "Namespaced",
	subresources: ["status", "scale"],
} as const;

test("a custom kind is a frozen value with every verb, and the verbs of its subresources", () => {
	const Widget = defineResource<Widget>(definition);
	expect(Widget).toEqual({
		group: "example.com",
		version: "v1",
		kind: "Widget",
		plural: "widgets",
		scope: "Namespaced",
		verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
		subresources: { status: ["get", "patch", "update"], scale: ["get", "patch", "update"] },
	});
	expect(Object.isFrozen(Widget)).toBe(true);
	expect(Object.isFrozen(Widget.verbs)).toBe(true);
	expect(defineResource<CustomObject>({ ...definition, subresources: undefined }).subresources).toEqual({});
	// What one definition gives, nobody else can change.
	expect(defineResource<Widget>(definition).verbs).not.toBe(Widget.verbs);
});

test.each([
	[{ group: "Example.com" }, 'group must be such as "example.com", not "Example.com"'],
	[{ group: "" }, 'group must be such as "example.com", not ""'],
	[{ group: undefined }, 'group must be such as "example.com", not undefined'],
	[{ version: "v1/x" }, 'version must be such as "v1", not "v1/x"'],
	[{ kind: "" }, 'kind must be such as "Widget", not ""'],
	[{ plural: "../pods" }, 'plural must be such as "widgets", not "../pods"'],
	[{ scope: "namespaced" }, 'scope must be "Namespaced" or "Cluster", not "namespaced"'],
	[{ subresources: ["status", "a b"] }, 'subresources[1] must be such as "status", not "a b"'],
])("a definition with %o is refused", (wrong, message) => {
	expect(() => defineResource<Widget>({ ...definition, ...wrong } as never)).toThrow(new TypeError(message));
});

test("requests go to the kind's own endpoint, and a strategic merge patch goes nowhere", async () => {
	const server = await serve(json({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "a" }, spec: { size: 1 } }));
	const client = await clientOf(server.url);
	const widgets = new Api(defineResource<Widget>(definition), { client, namespace: "x" });
	await widgets.create({ metadata: { name: "a" }, spec: { size: 1 } });
	await widgets.status.patch("a", mergePatch({ spec: { size: 2 } }));
	await widgets.scale.set("a", 2);
	expect(await rejection(widgets.patch("a", strategicMergePatch({}) as never))).toBeInstanceOf(UnsupportedOperationError);
	expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
		"POST /apis/example.com/v1/namespaces/x/widgets",
		"PATCH /apis/example.com/v1/namespaces/x/widgets/a/status",
		"PATCH /apis/example.com/v1/namespaces/x/widgets/a/scale",
	]);
});
