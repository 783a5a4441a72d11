import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { apiVersionOf, type ResourceDescriptor } from "kubex";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw, minor } = server;

interface ListedResource {
	readonly name: string;
	readonly singularName: string;
	readonly namespaced: boolean;
	readonly kind: string;
	readonly group?: string;
	readonly version?: string;
	readonly verbs: readonly string[];
	readonly shortNames?: readonly string[];
	readonly categories?: readonly string[];
	readonly storageVersionHash?: string;
}

interface DiscoveredKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

interface DiscoveredResource {
	readonly resource: string;
	readonly responseKind: DiscoveredKind;
	readonly scope: string;
	readonly singularResource: string;
	readonly verbs: readonly string[];
	readonly shortNames?: readonly string[];
	readonly categories?: readonly string[];
	readonly subresources?: readonly {
		readonly subresource: string;
		readonly responseKind: DiscoveredKind;
		readonly verbs: readonly string[];
	}[];
}

interface DiscoveryList {
	readonly kind: string;
	readonly apiVersion: string;
	readonly items: readonly {
		readonly metadata: { readonly name?: string };
		readonly versions: readonly {
			readonly version: string;
			readonly freshness: string;
			readonly resources: readonly DiscoveredResource[];
		}[];
	}[];
}

interface GroupList {
	readonly groups: readonly {
		readonly name: string;
		readonly versions: readonly { readonly groupVersion: string; readonly version: string }[];
		readonly preferredVersion: { readonly groupVersion: string; readonly version: string };
	}[];
}

const aggregated = (version: string): string => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;

async function json<T>(path: string, accept = "application/json"): Promise<T> {
	return (await raw("GET", path, { headers: { accept } })).body as T;
}

async function resources(groupVersion: string): Promise<readonly ListedResource[]> {
	const path = groupVersion === "v1" ? "/api/v1" : `/apis/${groupVersion}`;
	return (await json<{ resources: readonly ListedResource[] }>(path)).resources;
}

check("C1 /api names the core version and how the server is reached", async () => {
	expect(await json("/api")).toEqual({
		kind: "APIVersions",
		versions: ["v1"],
		serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: expect.any(String) }],
	});
});

check("C1 /apis lists the groups with their versions, the preferred one first", async () => {
	const list = await json<GroupList>("/apis");
	expect(list).toMatchObject({ kind: "APIGroupList", apiVersion: "v1" });
	for (const group of list.groups) {
		expect(group.preferredVersion).toEqual(group.versions[0]);
		for (const { groupVersion, version } of group.versions) expect(groupVersion).toBe(`${group.name}/${version}`);
	}
	const names = list.groups.map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(["apps", "batch", "rbac.authorization.k8s.io", "apiextensions.k8s.io"]));
	expect(names).not.toContain("");
	expect(list.groups.find(({ name }) => name === "autoscaling")?.versions.map(({ version }) => version)).toEqual(["v2", "v1"]);
});

check("C1 /apis/<group> is the entry of /apis with a kind", async () => {
	const list = await json<GroupList>("/apis");
	for (const group of list.groups)
		expect(await json(`/apis/${group.name}`)).toEqual({ kind: "APIGroup", apiVersion: "v1", ...group });
});

check("C2 the core version and the others tell their resources in the same form", async () => {
	const core = await json<Record<string, unknown>>("/api/v1");
	expect(core).toMatchObject({ kind: "APIResourceList", groupVersion: "v1" });
	expect(core, "the core list has no apiVersion").not.toHaveProperty("apiVersion");
	expect(await json("/apis/apps/v1")).toMatchObject({ kind: "APIResourceList", apiVersion: "v1", groupVersion: "apps/v1" });
	const apps = await resources("apps/v1");
	expect(apps.map(({ name }) => name)).toEqual(apps.map(({ name }) => name).toSorted());
	expect(apps.find(({ name }) => name === "deployments")).toEqual({
		name: "deployments",
		singularName: "deployment",
		namespaced: true,
		kind: "Deployment",
		verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
		shortNames: ["deploy"],
		categories: ["all"],
		storageVersionHash: expect.stringMatching(/^[A-Za-z0-9+/]{11}=$/),
	});
	expect(apps.find(({ name }) => name === "deployments/scale")).toEqual({
		name: "deployments/scale",
		singularName: "",
		namespaced: true,
		group: "autoscaling",
		version: "v1",
		kind: "Scale",
		verbs: ["get", "patch", "update"],
	});
	expect(apps.find(({ name }) => name === "deployments/status")).toEqual({
		name: "deployments/status",
		singularName: "",
		namespaced: true,
		kind: "Deployment",
		verbs: ["get", "patch", "update"],
	});
});

check("C2 subresources of another kind name its group and version", async () => {
	const core = await resources("v1");
	const of = (name: string): unknown => core.find((resource) => resource.name === name);
	expect(of("pods/eviction")).toMatchObject({ group: "policy", version: "v1", kind: "Eviction", verbs: ["create"] });
	expect(of("serviceaccounts/token")).toMatchObject({ group: "authentication.k8s.io", version: "v1", kind: "TokenRequest" });
	expect(of("replicationcontrollers/scale")).toMatchObject({ group: "autoscaling", version: "v1", kind: "Scale" });
	expect(of("bindings")).toEqual({
		name: "bindings",
		singularName: "binding",
		namespaced: true,
		kind: "Binding",
		verbs: ["create"],
	});
});

/** Every resource that the models of the server's release describe. */
async function modelled(): Promise<ResourceDescriptor[]> {
	const folder = fileURLToPath(new URL(`../packages/kubex/k8s/v1_${minor}`, import.meta.url));
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith(".ts"));
	const modules = await Promise.all(files.map(({ parentPath, name }) => import(`${parentPath}/${name}`) as Promise<object>));
	return modules
		.flatMap((module) => Object.values(module))
		.filter((value: unknown): value is ResourceDescriptor => {
			return typeof value === "object" && value !== null && "plural" in value && "verbs" in value;
		});
}

check("C2 MO-01 the models say of every served resource what discovery says", async () => {
	const byPath = new Map((await modelled()).map((model) => [`${apiVersionOf(model)}/${model.plural}`, model]));
	const groups = await json<GroupList>("/apis");
	const served = ["v1", ...groups.groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion))];
	let compared = 0;
	for (const groupVersion of served) {
		const listed = await resources(groupVersion);
		for (const { name, kind, namespaced, verbs } of listed.filter((resource) => !resource.name.includes("/"))) {
			const model = byPath.get(`${groupVersion}/${name}`);
			// A cluster may have kinds of its own.
			if (model === undefined && !builtIn(groupVersion, byPath)) continue;
			const subresources = listed
				.filter((other) => other.name.startsWith(`${name}/`))
				.map((other) => [other.name.slice(name.length + 1), other.verbs]);
			expect({ ...model, kind: model?.kind }, `${groupVersion} ${name}`).toMatchObject({
				kind,
				scope: namespaced ? "Namespaced" : "Cluster",
				verbs: verbs.toSorted(),
			});
			expect(Object.fromEntries(sorted(model?.subresources ?? {})), `${groupVersion} ${name}`).toEqual(
				Object.fromEntries(sorted(Object.fromEntries(subresources) as Record<string, readonly string[]>)),
			);
			compared++;
		}
	}
	expect(compared).toBeGreaterThan(60);
});

function builtIn(groupVersion: string, models: ReadonlyMap<string, unknown>): boolean {
	return [...models.keys()].some((path) => path.startsWith(`${groupVersion}/`));
}

function sorted(subresources: Readonly<Record<string, readonly string[]>>): [string, string[]][] {
	return Object.entries(subresources).map(([name, verbs]) => [name, verbs.toSorted()]);
}

check("C2 the stable kinds of the models are served", async () => {
	const models = (await modelled()).filter(({ version }) => /^v\d+$/.test(version));
	const missing: string[] = [];
	for (const groupVersion of new Set(models.map(apiVersionOf))) {
		const names = (await resources(groupVersion)).map(({ name }) => name);
		for (const model of models) {
			if (apiVersionOf(model) === groupVersion && model.verbs.length > 0 && !names.includes(model.plural)) {
				missing.push(`${groupVersion} ${model.plural}`);
			}
		}
	}
	expect(missing).toEqual([]);
});

// Clients of 1.27 to 1.29 know the beta alone.
const aggregatedVersions = minor < 33 ? ["v2", "v2beta1"] : ["v2"];

for (const version of aggregatedVersions) {
	check(`C3 aggregated discovery ${version} holds what the single documents hold`, async () => {
		const core = await json<DiscoveryList>("/api", aggregated(version));
		const apis = await json<DiscoveryList>("/apis", aggregated(version));
		for (const list of [core, apis]) {
			expect(list).toMatchObject({ kind: "APIGroupDiscoveryList", apiVersion: `apidiscovery.k8s.io/${version}` });
		}
		expect(apis.items.map(({ metadata }) => metadata.name)).toEqual(
			(await json<GroupList>("/apis")).groups.map(({ name }) => name),
		);
		for (const { metadata, versions } of [...core.items, ...apis.items]) {
			for (const { version: served, freshness, resources: found } of versions) {
				const groupVersion = metadata.name === undefined ? served : `${metadata.name}/${served}`;
				expect(freshness).toBe("Current");
				const listed = (await resources(groupVersion)).map(({ storageVersionHash: _, ...resource }) => resource);
				const flat = found.flatMap((resource) => flattened(resource, metadata.name ?? "", served));
				expect(byName(flat), groupVersion).toEqual(byName(listed));
			}
		}
	});

	check(`C3 aggregated discovery ${version} is told apart by its headers, and 304 when nothing changed`, async () => {
		const { headers } = await raw("GET", "/apis", { headers: { accept: `${aggregated(version)},application/json` } });
		expect(headers["content-type"]).toBe(aggregated(version));
		expect(headers["cache-control"]).toBe("public");
		expect([headers["vary"]].flat().join(", ")).toContain("Accept");
		const etag = String(headers["etag"]);
		expect(etag).toMatch(/^"[0-9A-F]{128}"$/);
		const again = await raw("GET", "/apis", { headers: { accept: aggregated(version), "if-none-match": etag } });
		expect(again.status).toBe(304);
		expect(again.text).toBe("");
	});
}

/** A resource of aggregated discovery in the form of the single documents. */
function flattened(found: DiscoveredResource, group: string, version: string): ListedResource[] {
	const { resource, responseKind, scope, singularResource, verbs, shortNames, categories, subresources = [] } = found;
	const namespaced = scope === "Namespaced";
	const kindOf = ({ group: g, version: v, kind }: DiscoveredKind): Pick<ListedResource, "kind" | "group" | "version"> => ({
		kind,
		...(v !== "" && (g !== group || v !== version) && { version: v, ...(g !== "" && { group: g }) }),
	});
	return [
		{
			name: resource,
			singularName: singularResource,
			namespaced,
			...kindOf(responseKind),
			verbs,
			...(shortNames !== undefined && { shortNames }),
			...(categories !== undefined && { categories }),
		},
		...subresources.map((sub) => ({
			name: `${resource}/${sub.subresource}`,
			singularName: "",
			namespaced,
			...kindOf(sub.responseKind),
			verbs: sub.verbs,
		})),
	];
}

function byName(list: readonly ListedResource[]): ListedResource[] {
	return list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

check("C3 without a word about discovery the old form comes; the aggregated one wins wherever Accept names it", async () => {
	expect(await json("/apis", "*/*")).toMatchObject({ kind: "APIGroupList" });
	expect(await json("/apis", `application/json,${aggregated("v2")}`)).toMatchObject({ apiVersion: "apidiscovery.k8s.io/v2" });
	expect(await json("/apis", `${aggregated("v3")},${aggregated("v2")}`)).toMatchObject({ apiVersion: "apidiscovery.k8s.io/v2" });
	expect(await json("/apis", `${aggregated("v3")},application/json`)).toMatchObject({ kind: "APIGroupList" });
});

check("C3 clients of 1.27 to 1.29 ask for the beta first, and take plain JSON where it is gone", async () => {
	const { headers } = await raw("GET", "/apis", { headers: { accept: `${aggregated("v2beta1")},application/json` } });
	expect(headers["content-type"]).toBe(aggregatedVersions.includes("v2beta1") ? aggregated("v2beta1") : "application/json");
});

check("C3 B a version of aggregated discovery that does not exist is a 406", async () => {
	const { status, body } = await raw("GET", "/apis", { headers: { accept: aggregated("v3") } });
	expect(status).toBe(406);
	expect(body).toEqual({ ...failureBody(406, "NotAcceptable", ""), message: expect.stringContaining("application/json") });
});

check("C1 a slash at the end is no matter", async () => {
	for (const path of ["/api", "/apis", "/apis/apps", "/apis/apps/v1"]) expect(await json(`${path}/`)).toEqual(await json(path));
});

check("A16 /version says which release it is", async () => {
	const version = await json<Record<string, string>>("/version");
	const keys = ["buildDate", "compiler", "gitCommit", "gitTreeState", "gitVersion", "goVersion", "major", "minor", "platform"];
	expect(Object.keys(version)).toEqual(expect.arrayContaining(keys));
	expect(version["major"]).toBe("1");
	expect(version["minor"]).toMatch(/^\d+\+?$/);
	expect(version["gitVersion"]).toMatch(new RegExp(`^v1\\.${minor}\\.\\d+`));
	expect("emulationMinor" in version).toBe(minor >= 33);
});

check("A17 /healthz, /livez and /readyz are ok in plain text", async () => {
	for (const path of ["/healthz", "/livez", "/readyz", "/readyz/ping"]) {
		const { status, headers, text } = await raw("GET", path);
		expect(status).toBe(200);
		expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
		expect(text).toBe("ok");
	}
	expect((await raw("GET", "/readyz?verbose")).text).toMatch(/^\[\+\]ping ok\n(\[\+\].* ok\n)+readyz check passed\n$/);
});

check("A17 the root lists the paths", async () => {
	const { paths } = await json<{ paths: string[] }>("/");
	expect(paths).toEqual(
		expect.arrayContaining(["/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/healthz", "/version"]),
	);
});
