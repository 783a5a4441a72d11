import { expect } from "vitest";
import { check } from "./check.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;

interface Root {
	readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>>;
}

interface Parameter {
	readonly name?: string;
	readonly $ref?: string;
}

interface Document {
	readonly openapi: string;
	readonly paths: Readonly<
		Record<string, Readonly<Record<string, { parameters?: readonly Parameter[] } & Record<string, unknown>>>>
	>;
	readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>> };
}

interface SchemaObject {
	readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	readonly "x-kubernetes-group-version-kind"?: readonly unknown[];
}

const root = (await raw("GET", "/openapi/v3")).body as Root;
const urlOf = (name: string): string => root.paths[name]?.serverRelativeURL ?? "";

check("D1 /openapi/v3 has a document for each group version, with the hash of its content", async () => {
	for (const name of ["api/v1", "apis/apps/v1", "apis/batch/v1", "apis/rbac.authorization.k8s.io/v1"]) {
		expect(urlOf(name)).toMatch(new RegExp(`^/openapi/v3/${name.replaceAll(".", "\\.")}\\?hash=[0-9A-F]{128}$`));
	}
});

check("D1 with its hash a document may be kept for ever; with another it is redirected; without one it is fresh", async () => {
	const exact = await raw("GET", urlOf("apis/batch/v1"));
	expect(exact.status).toBe(200);
	expect(exact.headers["cache-control"]).toBe("public, immutable");
	expect(Date.parse(String(exact.headers["expires"]))).toBeGreaterThan(Date.now() + 300 * 86_400_000);
	const stale = await raw("GET", "/openapi/v3/apis/batch/v1?hash=wrong");
	expect(stale.status).toBe(301);
	expect(stale.headers["location"]).toBe(urlOf("apis/batch/v1"));
	const fresh = await raw("GET", "/openapi/v3/apis/batch/v1");
	expect(fresh.status).toBe(200);
	expect(fresh.body).toEqual(exact.body);
	const etag = String(fresh.headers["etag"]);
	expect(`"${new URL(urlOf("apis/batch/v1"), "http://x").searchParams.get("hash")}"`).toBe(etag);
	expect((await raw("GET", "/openapi/v3/apis/batch/v1", { headers: { "if-none-match": etag } })).status).toBe(304);
});

check("D1 a document that does not exist is a 404", async () => {
	expect((await raw("GET", "/openapi/v3/apis/nope/v1")).status).toBe(404);
});

const apps = (await raw("GET", urlOf("apis/apps/v1"))).body as Document;
const item = apps.paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"] ?? {};

check("D2 operations name their action, their kind and the parameters of writes", async () => {
	expect(apps.openapi).toBe("3.0.0");
	expect(item["get"]).toMatchObject({
		"x-kubernetes-action": "get",
		"x-kubernetes-group-version-kind": { group: "apps", version: "v1", kind: "Deployment" },
	});
	const names = (method: string): (string | undefined)[] =>
		(item[method]?.parameters ?? []).map(({ name, $ref }) => name ?? $ref);
	for (const method of ["put", "patch"]) {
		expect(names(method)).toEqual(expect.arrayContaining(["dryRun", "fieldManager", "fieldValidation"]));
	}
	expect(names("patch")).toContain("force");
});

check("D2 schemas name their kinds, the keys of their lists and how they merge", async () => {
	const { schemas } = apps.components;
	expect(schemas["io.k8s.api.apps.v1.Deployment"]?.["x-kubernetes-group-version-kind"]).toEqual([
		{ group: "apps", version: "v1", kind: "Deployment" },
	]);
	expect(schemas["io.k8s.api.core.v1.PodSpec"]?.properties?.["containers"]).toMatchObject({
		type: "array",
		"x-kubernetes-list-type": "map",
		"x-kubernetes-list-map-keys": ["name"],
		"x-kubernetes-patch-merge-key": "name",
		"x-kubernetes-patch-strategy": "merge",
	});
	expect(schemas["io.k8s.api.core.v1.Container"]?.properties?.["ports"]).toMatchObject({
		"x-kubernetes-list-map-keys": ["containerPort", "protocol"],
	});
});

check("D2 every reference of a document leads to a schema of the document", async () => {
	for (const name of ["apis/apps/v1", "apis/batch/v1"]) {
		const { text, body } = await raw("GET", urlOf(name));
		const schemas = Object.keys((body as Document).components.schemas);
		const references = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, reference]) => reference));
		expect(references.size).toBeGreaterThan(20);
		expect([...references].filter((reference) => !schemas.includes(reference ?? ""))).toEqual([]);
	}
});

check("D3 /openapi/v2 is one document of everything", async () => {
	const { status, headers, body } = await raw("GET", "/openapi/v2", { headers: { accept: "application/json" } });
	expect(status).toBe(200);
	expect(headers["etag"]).toMatch(/^"[0-9A-F]+"$/);
	expect(body).toMatchObject({
		swagger: "2.0",
		definitions: { "io.k8s.api.core.v1.Pod": { "x-kubernetes-group-version-kind": [{ group: "", version: "v1", kind: "Pod" }] } },
	});
	expect(body).toHaveProperty(["paths", "/api/v1/namespaces/{namespace}/pods/{name}"]);
});

const swagger = (await raw("GET", "/openapi/v2")).body as Swagger;

interface Swagger {
	readonly paths: Readonly<
		Record<string, Readonly<Record<string, SwaggerOperation>> & { parameters?: readonly SwaggerParameter[] }>
	>;
	readonly definitions: Readonly<Record<string, unknown>>;
	readonly parameters?: Readonly<Record<string, SwaggerParameter>>;
}

interface SwaggerOperation {
	readonly consumes: readonly string[];
	readonly parameters?: readonly SwaggerParameter[];
	readonly responses: Readonly<Record<string, { readonly schema?: unknown }>>;
}

interface SwaggerParameter {
	readonly name?: string;
	readonly in?: string;
	readonly $ref?: string;
}

/** Parameters as `in name`; those that stand elsewhere in the document are looked up. */
function parametersOf(parameters: readonly SwaggerParameter[] = []): string[] {
	const named = parameters.map((one) =>
		one.$ref === undefined ? one : swagger.parameters?.[one.$ref.slice("#/parameters/".length)],
	);
	return named.map((one) => `${one?.in} ${one?.name}`).toSorted();
}

check("D3 its operations have kinds, media types, bodies and parameters", async () => {
	const one = swagger.paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"];
	expect(Object.keys(one ?? {}).toSorted()).toEqual(["delete", "get", "parameters", "patch", "put"]);
	expect(parametersOf(one?.parameters)).toEqual(["path name", "path namespace", "query pretty"]);
	const patch = one?.["patch"];
	expect(patch).toMatchObject({
		consumes: expect.arrayContaining(["application/merge-patch+json", "application/apply-patch+yaml"]) as unknown,
		"x-kubernetes-action": "patch",
		"x-kubernetes-group-version-kind": { group: "apps", version: "v1", kind: "Deployment" },
		responses: { "200": { schema: { $ref: "#/definitions/io.k8s.api.apps.v1.Deployment" } } },
	});
	expect(parametersOf(patch?.parameters)).toEqual([
		"body body",
		"query dryRun",
		"query fieldManager",
		"query fieldValidation",
		"query force",
	]);
	const watch = swagger.paths["/apis/apps/v1/watch/namespaces/{namespace}/deployments/{name}"]?.["get"];
	expect(watch).toMatchObject({
		"x-kubernetes-action": "watch",
		responses: { "200": { schema: { $ref: "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent" } } },
	});
});

check("D3 its definitions say how lists are merged, and hold every reference", async () => {
	expect(swagger.definitions["io.k8s.api.core.v1.PodSpec"]).toMatchObject({
		properties: {
			containers: {
				type: "array",
				items: { $ref: "#/definitions/io.k8s.api.core.v1.Container" },
				"x-kubernetes-list-map-keys": ["name"],
				"x-kubernetes-list-type": "map",
				"x-kubernetes-patch-merge-key": "name",
				"x-kubernetes-patch-strategy": "merge",
			},
		},
	});
	expect(swagger.definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"]).toMatchObject({
		type: "string",
		format: "int-or-string",
	});
	const references = [...JSON.stringify(swagger).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name = ""]) => name);
	expect(references.length).toBeGreaterThan(500);
	expect([...new Set(references)].filter((name) => !Object.hasOwn(swagger.definitions, name))).toEqual([]);
});

check("D3 what has not changed is not sent again, and it is no YAML", async () => {
	const { headers } = await raw("GET", "/openapi/v2");
	const again = await raw("GET", "/openapi/v2", { headers: { "if-none-match": String(headers["etag"]) } });
	expect([again.status, again.text]).toEqual([304, ""]);
	expect((await raw("GET", "/openapi/v2", { headers: { accept: "application/yaml" } })).status).toBe(406);
});
