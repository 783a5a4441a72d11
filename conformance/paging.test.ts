import { Api, BadRequestError } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
const count = 45;
const names = Array.from({ length: count }, (_, index) => `page-${String(index).padStart(2, "0")}`);
await Promise.all(
	names.map((name, index) => configMaps.create({ metadata: { name, labels: { page: "", even: String(index % 2 === 0) } } })),
);
const even = names.filter((_, index) => index % 2 === 0);
const selected = { labelSelector: "page" };

check("I4 pages hold up to limit items, share one resourceVersion and end without a token", async () => {
	const sizes: number[] = [];
	const versions = new Set<string | undefined>();
	const seen: string[] = [];
	for await (const page of configMaps.pages({ ...selected, limit: 10 })) {
		sizes.push(page.items.length);
		versions.add(page.metadata.resourceVersion);
		seen.push(...page.items.map(({ metadata }) => metadata.name));
		expect(page.items[0]).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
	}
	expect(sizes).toEqual([10, 10, 10, 10, 5]);
	expect(versions.size).toBe(1);
	expect(seen).toEqual(names);
});

check("I4 later pages show the state of the first, whatever is written in between", async () => {
	const pages = configMaps.pages({ ...selected, limit: 20 });
	const first = await pages.next();
	await configMaps.create({ metadata: { name: "page-30-new", labels: { page: "" } } });
	const victim = await configMaps.get("page-40");
	await configMaps.replace("page-40", { ...victim, data: { changed: "yes" } });
	const seen = first.done === true ? [] : [...first.value.items];
	for await (const page of pages) seen.push(...page.items);
	expect(seen.map(({ metadata }) => metadata.name)).toEqual(names);
	expect(seen.find(({ metadata }) => metadata.name === "page-40")).toEqual(victim);
	await configMaps.delete("page-30-new");
});

check("I4 remainingItemCount counts what is left, and is absent with a selector and on the last page", async () => {
	const home = await server.namespace();
	for (const name of ["a", "b", "c", "d", "e"]) {
		await raw("POST", `/apis/coordination.k8s.io/v1/namespaces/${home}/leases`, {
			body: { metadata: { name, labels: { x: "y" } } },
		});
	}
	const path = `/apis/coordination.k8s.io/v1/namespaces/${home}/leases`;
	const first = (await raw("GET", `${path}?limit=2`)).body as { metadata: { continue: string; remainingItemCount?: number } };
	expect(first.metadata.remainingItemCount).toBe(3);
	const chosen = (await raw("GET", `${path}?limit=2&labelSelector=x%3Dy`)).body as typeof first;
	expect(chosen.metadata.continue).not.toBe("");
	expect(chosen.metadata).not.toHaveProperty("remainingItemCount");
	const rest = (await raw("GET", `${path}?limit=5&continue=${encodeURIComponent(first.metadata.continue)}`)).body as typeof first;
	expect(rest.metadata).not.toHaveProperty("remainingItemCount");
	expect(rest.metadata).not.toHaveProperty("continue");
});

check("I4 a limit of 0 is no limit; Appendix 3: so is a negative one", async () => {
	for (const limit of ["0", "-1"]) {
		const { status, body } = await raw("GET", `${collection}?labelSelector=page&limit=${limit}`);
		expect(status).toBe(200);
		expect((body as { items: unknown[] }).items).toHaveLength(count);
	}
});

check("I4 a limit of exactly the number of items leaves nothing to continue", async () => {
	const page = await configMaps.list({ ...selected, limit: count });
	expect(page.items).toHaveLength(count);
	expect(page.metadata.continue ?? "").toBe("");
});

check("I4 pages with a selector find everything that it chooses", async () => {
	const seen: string[] = [];
	for await (const page of configMaps.pages({ labelSelector: { page: "", even: "true" }, limit: 7 })) {
		expect(page.items.length).toBeLessThanOrEqual(7);
		seen.push(...page.items.map(({ metadata }) => metadata.name));
	}
	expect(seen).toEqual(even);
});

check("AP-02 a continue token by hand gives the next page", async () => {
	const first = await configMaps.list({ ...selected, limit: 40 });
	const rest = await configMaps.list({ ...selected, limit: 40, continueToken: first.metadata.continue });
	expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(names.slice(40));
});

check("AP-02 the limit may change from page to page", async () => {
	const first = await configMaps.list({ ...selected, limit: 3 });
	const rest = await configMaps.list({ ...selected, continueToken: first.metadata.continue });
	expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(names.slice(3));
});

check("GAP-04 items come one by one, and reading may stop anywhere", async () => {
	const seen: string[] = [];
	for await (const { metadata } of configMaps.items({ ...selected, limit: 10 })) {
		seen.push(metadata.name);
		if (seen.length === 12) break;
	}
	expect(seen).toEqual(names.slice(0, 12));
});

check("GAP-04 pages of all namespaces go through them all", async () => {
	const seen: string[] = [];
	for await (const { metadata } of configMaps.items({ ...selected, namespace: null, limit: 9 })) {
		if (metadata.namespace === namespace) seen.push(metadata.name);
	}
	expect(seen).toEqual(names);
});

check("GAP-04 an unknown onExpired is a TypeError", async () => {
	const pages = configMaps.pages({ onExpired: "ignore" as unknown as "throw" });
	await expect(pages.next()).rejects.toThrow(TypeError);
});

check("I6 a token that is none is a 400", async () => {
	const { status, body } = await raw("GET", `${collection}?continue=abc`);
	expect(status).toBe(400);
	expect(body).toEqual({
		...failureBody(400, "BadRequest", ""),
		message: expect.stringMatching(/^invalid continue token: continue key is not valid: /),
	});
	await expect(configMaps.list({ continueToken: "abc" })).rejects.toThrow(BadRequestError);
});

check("I4 B a continue token is told what keeps it from being one", async () => {
	const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
	const unfit = (found: string, place: string): string => `json: cannot unmarshal ${found} into Go ${place}`;
	for (const [token, problem] of [
		["a", "illegal base64 data at input byte 0"],
		["zzz", "invalid character '\u00cf' looking for beginning of value"],
		["eyJ2", "unexpected end of JSON input"],
		[encoded([]), unfit("array", "value of type storage.continueToken")],
		[encoded(null), "server does not recognize this encoded version "],
		[encoded({ v: 1 }), unfit("number", "struct field continueToken.v of type string")],
		[encoded({ v: "meta.k8s.io/v1", rv: "x" }), unfit("string", "struct field continueToken.rv of type int64")],
		[encoded({ v: "meta.k8s.io/v1" }), "incorrect encoded start resourceVersion (version meta.k8s.io/v1)"],
		[encoded({ v: "meta.k8s.io/v1", rv: 1 }), "encoded start key empty (version meta.k8s.io/v1)"],
	] as const) {
		const message = `invalid continue token: continue key is not valid: ${problem}`;
		const { body } = await raw("GET", `${collection}?limit=1&continue=${token}`);
		expect(body).toEqual(failureBody(400, "BadRequest", message));
	}
});

check("I6 a resourceVersion beside a token is a 400", async () => {
	const first = await configMaps.list({ ...selected, limit: 1 });
	const token = encodeURIComponent(first.metadata.continue ?? "");
	const { status, body } = await raw("GET", `${collection}?limit=1&resourceVersion=1&continue=${token}`);
	expect(status).toBe(400);
	expect(body).toEqual(failureBody(400, "BadRequest", "specifying resource version is not allowed when using continue"));
});

check("I7 a resourceVersionMatch beside a token is a 422", async () => {
	const first = await configMaps.list({ ...selected, limit: 1 });
	const token = encodeURIComponent(first.metadata.continue ?? "");
	const { status, body } = await raw(
		"GET",
		`${collection}?limit=1&resourceVersion=1&resourceVersionMatch=Exact&continue=${token}`,
	);
	expect(status).toBe(422);
	const detail = "Forbidden: resourceVersionMatch is forbidden when continue is provided";
	expect(body).toMatchObject({ reason: "Invalid", details: { causes: [{ message: detail, field: "resourceVersionMatch" }] } });
});

check("I6 a token of one collection does not open another", async () => {
	const first = await configMaps.list({ ...selected, limit: 1 });
	const token = encodeURIComponent(first.metadata.continue ?? "");
	const elsewhere = await raw("GET", `/api/v1/namespaces/kube-system/configmaps?limit=500&continue=${token}`);
	const items = (elsewhere.body as { items?: { metadata: { namespace: string } }[] }).items ?? [];
	expect(items.filter(({ metadata }) => metadata.namespace !== "kube-system")).toEqual([]);
});

check("I7 an exact resourceVersion with a limit pages through the past", async () => {
	const { metadata } = await configMaps.list(selected);
	await configMaps.create({ metadata: { name: "page-99", labels: { page: "" } } });
	const seen: string[] = [];
	const past = { resourceVersion: metadata.resourceVersion, resourceVersionMatch: "Exact" } as const;
	for await (const page of configMaps.pages({ ...selected, ...past, limit: 20 })) {
		expect(page.metadata.resourceVersion).toBe(metadata.resourceVersion);
		seen.push(...page.items.map((item) => item.metadata.name));
	}
	expect(seen).toEqual(names);
	await configMaps.delete("page-99");
});
