import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import type { RawAnswer } from "./raw.ts";
import type { Server } from "./server.ts";

/** Where definitions of custom kinds are. */
export const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** A custom kind to be served. */
export interface CustomKindOptions {
	readonly group: string;
	readonly plural: string;
	readonly kind: string;
	readonly scope?: "Namespaced" | "Cluster";
	/** Of the only version, `v1`, unless `versions` are given; an object of anything unless given. */
	readonly schema?: object;
	/** Further members of the only version. */
	readonly version?: object;
	readonly versions?: readonly object[];
	/** Further names. */
	readonly names?: object;
}

/** A custom kind that is served. */
export interface ServedKind {
	/** The path of its definition. */
	readonly definition: string;
	readonly apiVersion: string;
	/** The path of its objects in a namespace. */
	readonly collection: (namespace?: string, version?: string) => string;
	/** An object of the kind. */
	readonly object: (name: string, members?: object) => object;
}

/** A definition of a custom kind. */
export function definitionOf({ group, plural, kind, scope = "Namespaced", ...more }: CustomKindOptions): object {
	const openAPIV3Schema = more.schema ?? { type: "object", "x-kubernetes-preserve-unknown-fields": true };
	const only = { name: "v1", served: true, storage: true, schema: { openAPIV3Schema }, ...more.version };
	return {
		metadata: { name: `${plural}.${group}` },
		spec: { group, scope, names: { plural, kind, ...more.names }, versions: more.versions ?? [only] },
	};
}

/** Defines a custom kind and waits until it is served; it ends with the file. */
export async function serveCustomKind(server: Server, options: CustomKindOptions): Promise<ServedKind> {
	const { group, plural, kind, scope = "Namespaced" } = options;
	const path = `${definitions}/${plural}.${group}`;
	server.finally(() => server.raw("DELETE", path));
	const { status, text } = await server.raw("POST", definitions, { body: definitionOf(options) });
	expect(status, text).toBe(201);
	await eventually(async () => isEstablished(await server.raw("GET", path)));
	// The server learns to serve the kind a little later than it says so.
	await eventually(async () => (await server.raw("GET", `/apis/${group}/v1/${plural}`)).status === 200);
	return {
		definition: path,
		apiVersion: `${group}/v1`,
		collection: (namespace = "default", version = "v1") =>
			`/apis/${group}/${version}/${scope === "Cluster" ? "" : `namespaces/${namespace}/`}${plural}`,
		object: (name, members = {}) => ({ apiVersion: `${group}/v1`, kind, metadata: { name }, ...members }),
	};
}

/** Changes the specification of a definition, and waits until the change is seen. */
export async function redefine(
	server: Server,
	{ definition }: ServedKind,
	versions: readonly object[],
	seen: () => Promise<boolean>,
) {
	const patch = { spec: { versions } };
	const headers = { "content-type": "application/merge-patch+json" };
	const { status, text } = await server.raw("PATCH", definition, { body: patch, headers });
	expect(status, text).toBe(200);
	await eventually(seen);
}

function isEstablished({ body }: RawAnswer): boolean {
	const { status } = body as { status?: { conditions?: { type: string; status: string }[] | null } };
	return (status?.conditions ?? []).some((condition) => condition.type === "Established" && condition.status === "True");
}
