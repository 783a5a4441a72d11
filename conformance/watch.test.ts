import { Api } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";
import { openWatch, type WatchLine, type WatchStream } from "./support/watch-stream.ts";

const server = await openServer();
const { client, raw } = server;
const gate = "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled";
/** Whether the release answers `sendInitialEvents`, and reads watches from unset and "0" as such. */
const streamingLists = server.minor !== 33;

interface Place {
	readonly namespace: string;
	readonly path: string;
	readonly configMaps: Api<ConfigMap>;
	readonly watch: (query: string, headers?: Record<string, string>) => Promise<WatchStream>;
}

/** A namespace in which only the test itself writes what it watches, which the label `ours` marks. */
async function place(): Promise<Place> {
	const namespace = await server.namespace();
	const path = `/api/v1/namespaces/${namespace}/configmaps`;
	return {
		namespace,
		path,
		configMaps: new Api(ConfigMap, { client, namespace }),
		watch: (query, headers) => openWatch(server.target, `${path}?watch=1&timeoutSeconds=20&${query}`, headers),
	};
}

const ours = { ours: "" };
const brief = ({ type, object: { metadata, data } }: WatchLine): string => `${type} ${metadata.name} ${data?.["n"] ?? "-"}`;
const initialEventsEnd = { "k8s.io/initial-events-end": "true" };

check("J1 the headers come at once, in chunks, although there is no event", async () => {
	const { watch } = await place();
	await using stream = await watch("labelSelector=nothing");
	expect(stream.status).toBe(200);
	expect(stream.headers).toMatchObject({
		"content-type": "application/json",
		"transfer-encoding": "chunked",
		"cache-control": "no-cache, private",
	});
	expect(stream.headers["content-encoding"]).toBeUndefined();
});

check("J2 E9 from no resourceVersion and from 0 the state comes first, ordered by key, then what happens", async () => {
	const { configMaps, watch } = await place();
	for (const name of ["b", "a", "a-1"]) await configMaps.create({ metadata: { name, labels: ours }, data: { n: "1" } });
	for (const start of ["", "resourceVersion=", "resourceVersion=0"]) {
		await using stream = await watch(`labelSelector=ours&${start}`);
		expect((await stream.take(3)).map(brief)).toEqual(["ADDED a 1", "ADDED a-1 1", "ADDED b 1"]);
		const name = `later-${start.length}`;
		await configMaps.create({ metadata: { name, labels: ours } });
		const event = await stream.next();
		expect(event).toMatchObject({ type: "ADDED", object: { kind: "ConfigMap", apiVersion: "v1", metadata: { name } } });
		await configMaps.delete(name);
		expect(await stream.next()).toMatchObject({ type: "DELETED", object: { metadata: { name } } });
	}
});

check("J2 J8 from a resourceVersion on every write comes once, in order, to each watch alike", async () => {
	const { configMaps, watch } = await place();
	let current = await configMaps.create({ metadata: { name: "a", labels: ours }, data: { n: "0" } });
	const start = `labelSelector=ours&resourceVersion=${current.metadata.resourceVersion}`;
	await using first = await watch(start);
	for (let n = 1; n <= 20; n += 1) current = await configMaps.replace("a", { ...current, data: { n: String(n) } });
	await using second = await watch(start);
	const expected = Array.from({ length: 20 }, (_, index) => `MODIFIED a ${index + 1}`);
	const seen = await first.take(20);
	expect(seen.map(brief)).toEqual(expected);
	expect(await second.take(20)).toEqual(seen);
	const versions = seen.map(({ object }) => BigInt(object.metadata.resourceVersion));
	expect(versions).toEqual(versions.toSorted((a, b) => (a < b ? -1 : 1)));
});

check("J2 all namespaces, one namespace and one name are watched apart", async () => {
	const here = await place();
	const there = await place();
	const everywhere = `/api/v1/configmaps?watch=1&timeoutSeconds=20&labelSelector=ours%3D${here.namespace}`;
	await using all = await openWatch(server.target, everywhere);
	await using one = await here.watch(`labelSelector=ours%3D${here.namespace}`);
	await using named = await here.watch("fieldSelector=metadata.name%3Dsecond");
	await using prefixed = await openWatch(
		server.target,
		here.path.replace("/v1/", "/v1/watch/").concat("/second?timeoutSeconds=20"),
	);
	const labels = { ours: here.namespace };
	await there.configMaps.create({ metadata: { name: "first", labels } });
	for (const name of ["first", "second"]) await here.configMaps.create({ metadata: { name, labels } });
	const places = (lines: readonly WatchLine[]): unknown[] =>
		lines.map(({ object: { metadata } }) => [metadata.namespace, metadata.name]);
	expect(places(await all.take(3))).toEqual([
		[there.namespace, "first"],
		[here.namespace, "first"],
		[here.namespace, "second"],
	]);
	expect(places(await one.take(2))).toEqual([
		[here.namespace, "first"],
		[here.namespace, "second"],
	]);
	expect(places(await named.take(1))).toEqual([[here.namespace, "second"]]);
	expect(places(await prefixed.take(1))).toEqual([[here.namespace, "second"]]);
});

check("J4 a resourceVersion that is no number is a 500 before anything is streamed", async () => {
	const { path } = await place();
	for (const version of ["abc", "-1"]) {
		const { status, body } = await raw("GET", `${path}?watch=1&resourceVersion=${version}`);
		const message = `resourceVersion: Invalid value: "${version}": strconv.ParseUint: parsing "${version}": invalid syntax`;
		expect(body).toEqual(failureBody(500, undefined, message));
		expect(status).toBe(500);
	}
});

check("J4 J6 a watch from the future says nothing, not even a bookmark", async () => {
	const { configMaps, path } = await place();
	const query = "watch=1&timeoutSeconds=3&allowWatchBookmarks=true&resourceVersion=9000000000";
	await using stream = await openWatch(server.target, `${path}?${query}`);
	await configMaps.create({ metadata: { name: "a" } });
	expect(stream.status).toBe(200);
	expect(await stream.rest()).toEqual([]);
});

check("J5 timeoutSeconds ends a watch properly, without an ERROR", async () => {
	const { path, configMaps } = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours } });
	await using stream = await openWatch(server.target, `${path}?watch=1&timeoutSeconds=1&labelSelector=ours`);
	expect((await stream.rest()).map(brief)).toEqual(["ADDED a -"]);
	await using ended = await openWatch(server.target, `${path}?watch=1&timeoutSeconds=-1&labelSelector=ours`);
	expect(ended.status).toBe(200);
	await ended.rest();
});

check("J5 a time that is no number, and selectors that cannot be read, are a 400", async () => {
	const { path } = await place();
	const refused = async (query: string): Promise<unknown> => (await raw("GET", `${path}?watch=1&${query}`)).body;
	const syntax = 'strconv.ParseInt: parsing "abc": invalid syntax';
	expect(await refused("timeoutSeconds=abc")).toEqual(failureBody(400, "BadRequest", syntax));
	const field = '"foo" is not a known field selector: only "metadata.name", "metadata.namespace"';
	expect(await refused("fieldSelector=foo%3Dbar")).toEqual(failureBody(400, "BadRequest", field));
});

check("J6 a bookmark comes shortly before the end, for those who ask only", async () => {
	const { path, configMaps } = await place();
	const created = await configMaps.create({ metadata: { name: "a", labels: ours } });
	const query = `watch=1&timeoutSeconds=4&labelSelector=ours&resourceVersion=${created.metadata.resourceVersion}`;
	const [marked, plain] = await Promise.all([
		openWatch(server.target, `${path}?${query}&allowWatchBookmarks=true`),
		openWatch(server.target, `${path}?${query}`),
	]);
	await configMaps.create({ metadata: { name: "b", labels: ours } });
	const [event, ...bookmarks] = await marked.rest();
	expect(event).toMatchObject({ type: "ADDED", object: { metadata: { name: "b" } } });
	expect(bookmarks.length).toBeGreaterThan(0);
	for (const { type, object } of bookmarks) {
		expect([type, object.kind, object.apiVersion]).toEqual(["BOOKMARK", "ConfigMap", "v1"]);
		expect(object.metadata.annotations).toBeUndefined();
		expect(BigInt(object.metadata.resourceVersion)).toBeGreaterThanOrEqual(BigInt(event?.object.metadata.resourceVersion ?? ""));
	}
	expect((await plain.rest()).map(brief)).toEqual(["ADDED b -"]);
});

const template = { metadata: {}, spec: { containers: null } };
const emptyMembers: Readonly<Record<string, object>> = {
	"/api/v1/configmaps": {},
	"/api/v1/pods": { spec: { containers: null }, status: {} },
	"/api/v1/services": { spec: {}, status: { loadBalancer: {} } },
	"/api/v1/limitranges": { spec: { limits: null } },
	"/api/v1/events": {
		involvedObject: {},
		source: {},
		firstTimestamp: null,
		lastTimestamp: null,
		eventTime: null,
		reportingComponent: "",
		reportingInstance: "",
	},
	"/apis/apps/v1/deployments": { spec: { replicas: 0, selector: null, template, strategy: {} }, status: {} },
	"/apis/apps/v1/controllerrevisions": { data: null, revision: 0 },
	"/apis/batch/v1/cronjobs": { spec: { schedule: "", jobTemplate: { metadata: {}, spec: { template } } }, status: {} },
	"/apis/certificates.k8s.io/v1/certificatesigningrequests": { spec: { request: null, signerName: "" }, status: {} },
	"/apis/rbac.authorization.k8s.io/v1/clusterroles": { rules: null },
	"/apis/coordination.k8s.io/v1/leases": { spec: {} },
};

check("J6 a bookmark is an object with nothing in it but a resourceVersion", async () => {
	if (!streamingLists) return;
	const query = "watch=1&timeoutSeconds=20&allowWatchBookmarks=true&labelSelector=none%3Dat-all";
	for (const [path, members] of Object.entries(emptyMembers)) {
		await using stream = await openWatch(server.target, `${path}?${query}`);
		const mark = await stream.next();
		const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = mark?.object ?? { metadata: undefined };
		expect(Object.keys(metadata ?? {}).filter((key) => key !== "creationTimestamp")).toEqual(["resourceVersion", "annotations"]);
		// Older releases write a creationTimestamp of null, also in templates.
		expect(JSON.parse(JSON.stringify(rest, (key, value) => (key === "creationTimestamp" ? undefined : value)))).toEqual(members);
	}
});

check("J7 J8 an object enters and leaves a selection; what leaves is shown as it was, at the new resourceVersion", async () => {
	const { configMaps, path, watch } = await place();
	await using selected = await watch("labelSelector=colour%3Dred");
	await using named = await watch("fieldSelector=metadata.name%3Dt");
	const write = async (colour: string, n: string): Promise<string> => {
		const written = await configMaps.replace("t", { metadata: { name: "t", labels: { colour } }, data: { n } });
		return written.metadata.resourceVersion;
	};
	await configMaps.create({ metadata: { name: "t", labels: { colour: "blue" } }, data: { n: "0" } });
	await write("red", "1");
	await write("red", "2");
	await write("red", "2");
	await raw("PUT", `${path}/t?dryRun=All`, { body: { metadata: { name: "t", labels: { colour: "red" } }, data: { n: "dry" } } });
	const left = await write("blue", "3");
	await write("red", "4");
	await configMaps.delete("t");
	const seen = await selected.take(5);
	expect(seen.map(brief)).toEqual(["ADDED t 1", "MODIFIED t 2", "DELETED t 2", "ADDED t 4", "DELETED t 4"]);
	const [, , exit, again, gone] = seen;
	expect(exit?.object.metadata).toMatchObject({ resourceVersion: left, labels: { colour: "red" } });
	expect(BigInt(gone?.object.metadata.resourceVersion ?? "")).toBeGreaterThan(
		BigInt(again?.object.metadata.resourceVersion ?? ""),
	);
	expect((await named.take(6)).map(brief)).toEqual([
		"ADDED t 0",
		"MODIFIED t 1",
		"MODIFIED t 2",
		"MODIFIED t 3",
		"MODIFIED t 4",
		"DELETED t 4",
	]);
});

check("J9 SF-9 sendInitialEvents shows the state, says that it is complete, and goes on", async () => {
	if (!streamingLists) {
		await refusesStreamingLists();
		return;
	}
	const { configMaps, watch } = await place();
	const { metadata } = await configMaps.create({ metadata: { name: "a", labels: ours } });
	const asked = "labelSelector=ours&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
	for (const version of ["", "&resourceVersion=0", `&resourceVersion=${metadata.resourceVersion}`]) {
		await using stream = await watch(`${asked}&allowWatchBookmarks=true${version}`);
		const [first, end] = await stream.take(2);
		expect(first).toMatchObject({ type: "ADDED", object: { metadata: { name: "a" } } });
		expect(end).toMatchObject({ type: "BOOKMARK", object: { kind: "ConfigMap", metadata: { annotations: initialEventsEnd } } });
		expect(BigInt(end?.object.metadata.resourceVersion ?? "")).toBeGreaterThanOrEqual(BigInt(metadata.resourceVersion));
		await configMaps.create({ metadata: { name: "b", labels: ours } });
		expect(await stream.next()).toMatchObject({ type: "ADDED", object: { metadata: { name: "b" } } });
		await configMaps.delete("b");
	}
	await using unmarked = await watch(asked);
	expect(await unmarked.next()).toMatchObject({ type: "ADDED" });
	await configMaps.create({ metadata: { name: "b", labels: ours } });
	expect(await unmarked.next()).toMatchObject({ type: "ADDED", object: { metadata: { name: "b" } } });
});

check("J9 sendInitialEvents=false leaves the state out, and the older forms end with a bookmark as well", async () => {
	if (!streamingLists) {
		await refusesStreamingLists();
		return;
	}
	const { configMaps, watch } = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours } });
	for (const version of ["", "&resourceVersion=0"]) {
		const asked = `labelSelector=ours&allowWatchBookmarks=true${version}`;
		await using without = await watch(`${asked}&sendInitialEvents=false&resourceVersionMatch=NotOlderThan`);
		await configMaps.create({ metadata: { name: "b", labels: ours } });
		expect(await without.next()).toMatchObject({ type: "ADDED", object: { metadata: { name: "b" } } });
		await using older = await watch(asked);
		const [, , end] = await older.take(3);
		expect(end).toMatchObject({ type: "BOOKMARK", object: { metadata: { annotations: initialEventsEnd } } });
		await configMaps.delete("b");
	}
});

check("J9 SF-6 a state that is yet to come is waited for, then an ERROR with code 504", async () => {
	if (!streamingLists) {
		await refusesStreamingLists();
		return;
	}
	const { watch } = await place();
	await using stream = await watch("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=9000000000");
	const [error] = await stream.rest();
	expect(error?.type).toBe("ERROR");
	expect(error?.object).toEqual({
		...failureBody(504, "Timeout", "", {
			causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
			retryAfterSeconds: 1,
		}),
		message: expect.stringMatching(/^Timeout: Too large resource version: 9000000000, current: \d+$/),
	});
});

/** What 1.33 says instead, where the feature was off by default once more. */
async function refusesStreamingLists(): Promise<void> {
	const query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
	const { status, body } = await raw("GET", `/api/v1/namespaces/default/configmaps?${query}`);
	expect(status).toBe(422);
	expect(body).toMatchObject({ details: { causes: [{ field: "sendInitialEvents", message: `Forbidden: ${gate}` }] } });
}

const requires = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
const unless = "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided";
const withContinue = "resourceVersionMatch is forbidden when continue is provided";
const unsupported = (match: string): string => `Unsupported value: "${match}": supported values: "NotOlderThan"`;
const combinations: readonly (readonly [query: string, causes: readonly string[]])[] = [
	["resourceVersionMatch=NotOlderThan", [unless]],
	["resourceVersionMatch=Exact&resourceVersion=0", [unless, unsupported("Exact")]],
	["resourceVersionMatch=bad&resourceVersion=0", [unless, unsupported("bad")]],
	["sendInitialEvents=true", [requires]],
	["sendInitialEvents=false", [requires]],
	["sendInitialEvents=maybe&resourceVersionMatch=Exact", [requires, unsupported("Exact")]],
	["sendInitialEvents=true&resourceVersionMatch=NotOlderThan&continue=x", [withContinue]],
];
for (const [query, texts] of combinations) {
	check(`J9 J10 ${query} is a 422`, async () => {
		const causes = texts.map((text) => {
			const supported = text.startsWith("Unsupported");
			return {
				reason: supported ? "FieldValueNotSupported" : "FieldValueForbidden",
				message: supported ? text : `Forbidden: ${text}`,
				field: "resourceVersionMatch",
			};
		});
		if (!streamingLists && query.startsWith("sendInitialEvents")) {
			const own = { reason: "FieldValueForbidden", message: `Forbidden: ${gate}`, field: "sendInitialEvents" };
			causes.splice(texts[0] === requires ? 1 : 0, 0, own);
		}
		const { status, body } = await raw("GET", `/api/v1/namespaces/default/configmaps?watch=1&${query}`);
		expect(status).toBe(422);
		const listed = causes.map((cause) => `${cause.field}: ${cause.message}`);
		const message = `ListOptions.meta.k8s.io "" is invalid: ${listed.length === 1 ? listed[0] : `[${listed.join(", ")}]`}`;
		expect(body).toEqual(failureBody(422, "Invalid", message, { group: "meta.k8s.io", kind: "ListOptions", causes }));
	});
}

check("J9 a watch with nothing but a continue token is refused where it is read as a streaming list", async () => {
	const { watch } = await place();
	await using stream = await watch("continue=x");
	expect(stream.status).toBe(streamingLists ? 422 : 200);
});

check("J10 what a list takes and a watch has no use for is ignored", async () => {
	const { configMaps, watch } = await place();
	const { metadata } = await configMaps.create({ metadata: { name: "a", labels: ours } });
	await configMaps.create({ metadata: { name: "b", labels: ours } });
	const version = `resourceVersion=${metadata.resourceVersion}`;
	await using limited = await watch(`labelSelector=ours&limit=-1&continue=x&pretty=true&${version}`);
	expect((await limited.take(1)).map(brief)).toEqual(["ADDED b -"]);
});

check("J13 E7 a watch for metadata gets it in every event, bookmarks included", async () => {
	const { configMaps, watch } = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours }, data: { n: "1" } });
	const accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
	await using stream = await watch("labelSelector=ours&allowWatchBookmarks=true", { accept });
	expect(stream.headers["content-type"]).toBe("application/json");
	const initial = await stream.take(streamingLists ? 2 : 1);
	await configMaps.delete("a");
	const lines = [...initial, ...(await stream.take(1))];
	expect(lines.map(({ type }) => type)).toEqual(streamingLists ? ["ADDED", "BOOKMARK", "DELETED"] : ["ADDED", "DELETED"]);
	for (const { object } of lines) {
		expect(Object.keys(object)).toEqual(["kind", "apiVersion", "metadata"]);
		expect(object).toMatchObject({ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1" });
	}
});

check("J1 E1 a watch comes as JSON only, and is refused to those who like YAML better", async () => {
	const { path, configMaps, watch } = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours } });
	const refused = async (accept: string): Promise<unknown> =>
		(await raw("GET", `${path}?watch=1`, { headers: { accept } })).text.replaceAll("\n  ", " ");
	const streams = "application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";
	for (const yaml of ["application/yaml", "application/yaml, application/json"])
		expect(await refused(yaml)).toContain(`only the following media types are accepted: ${streams}`);
	const objects = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
	expect(await refused("application/json;as=Nothing")).toContain(`only the following media types are accepted: ${objects}`);
	for (const accept of ["*/*", "application/json, application/yaml", "application/json;stream=watch"]) {
		await using stream = await watch("labelSelector=ours", { accept });
		expect((await stream.take(1)).map(brief)).toEqual(["ADDED a -"]);
	}
});
