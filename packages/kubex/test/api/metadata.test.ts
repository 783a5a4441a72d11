import { Api, type ListWatch, type PartialObjectMetadata, ProtocolError, UnsupportedOperationError } from "kubex";
import { Binding, ConfigMap, Node } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const partial = { apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata", metadata: { name: "a" } };
const object = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
const list = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

async function answering(answer: unknown): Promise<{ server: TestServer; api: Api<ConfigMap> }> {
	const server = await serve(json(answer));
	return { server, api: new Api(ConfigMap, { client: await clientOf(server.url), namespace: "x" }) };
}

const sent = ({ requests }: TestServer): unknown => requests.map(({ url, headers }) => [url, headers.accept]);

test("E7 reads ask for metadata, of objects and of lists", async () => {
	const { server, api } = await answering({ ...partial, kind: "PartialObjectMetadata" });
	expect(await api.metadata.get("a")).toEqual(partial);
	expect(await api.metadata.exists("a", { namespace: "y" })).toBe(true);
	expect((await api.metadata.watch({ namespace: null }).next()).value).toBeUndefined();
	expect(sent(server)).toEqual([
		["/api/v1/namespaces/x/configmaps/a", object],
		["/api/v1/namespaces/y/configmaps/a", object],
		["/api/v1/configmaps?watch=true", object],
	]);
	expect(api.metadata).toBe(api.metadata);
	expect([api.representation, api.metadata.representation]).toEqual(["object", "metadata"]);
	expect(api.metadata.resource).toBe(ConfigMap);
});

test("E7 E9 items of lists and pages carry kind and apiVersion, and null is no item", async () => {
	const metadata = { resourceVersion: "1" };
	const answer = {
		kind: "PartialObjectMetadataList",
		apiVersion: "meta.k8s.io/v1",
		metadata,
		items: [{ metadata: { name: "a" } }],
	};
	const { server, api } = await answering(answer);
	expect((await api.metadata.list()).items).toEqual([partial]);
	for await (const page of api.metadata.pages()) expect(page.items).toEqual([partial]);
	for await (const item of api.metadata.items({ namespace: null })) expect(item).toEqual(partial);
	expect(sent(server)).toEqual([
		["/api/v1/namespaces/x/configmaps", list],
		["/api/v1/namespaces/x/configmaps?limit=500", list],
		["/api/v1/configmaps?limit=500", list],
	]);
	const empty = await answering({ ...answer, items: null });
	expect((await empty.api.metadata.list()).items).toEqual([]);
});

test("a server that answers with whole objects is told from one that has understood", async () => {
	const whole = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data: { password: "secret" } };
	const { api } = await answering(whole);
	const lists = await answering({ apiVersion: "v1", kind: "ConfigMapList", metadata: {}, items: [whole] });
	const watched = await serve((_request, response) => {
		response.writeHead(200, { "content-type": "application/json" }).end(`${JSON.stringify({ type: "ADDED", object: whole })}\n`);
	});
	const watch = new Api(ConfigMap, { client: await clientOf(watched.url) }).metadata.watch();
	const errors = await Promise.all([
		rejection(api.metadata.get("a")),
		rejection(lists.api.metadata.list()),
		rejection(api.metadata.list()),
		rejection(watch.next()),
	]);
	for (const error of errors) {
		expect(error).toBeInstanceOf(ProtocolError);
		expect(String(error)).toMatch(
			/^ProtocolError: GET \/api\/v1\/.*: metadata alone was asked for, and the server answered with "ConfigMap/,
		);
	}
	expect((await api.get("a")).data).toEqual({ password: "secret" });
});

test("MD-03 deletions ask for metadata, and a Status is an answer as well", async () => {
	const { server, api } = await answering(partial);
	expect(await api.metadata.delete("a", { gracePeriodSeconds: 0 })).toEqual(partial);
	const status = { apiVersion: "v1", kind: "Status", metadata: {}, status: "Success" };
	const gone = await answering(status);
	expect(await gone.api.metadata.delete("a")).toEqual(status);
	const items = await answering({ kind: "PartialObjectMetadataList", metadata: {}, items: [{ metadata: { name: "a" } }] });
	expect(await items.api.metadata.deleteCollection({ labelSelector: "a=b" })).toMatchObject({ items: [partial] });
	const whole = await answering({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } });
	expect(await rejection(whole.api.metadata.delete("a"))).toBeInstanceOf(ProtocolError);
	expect([...(sent(server) as unknown[]), ...(sent(items.server) as unknown[])]).toEqual([
		["/api/v1/namespaces/x/configmaps/a", object],
		["/api/v1/namespaces/x/configmaps?labelSelector=a%3Db", list],
	]);
});

test("a kind has no more of it than it has itself", async () => {
	const { server, api } = await answering(partial);
	const { client } = api;
	const { metadata } = new Api(Binding, { client }) as unknown as Api<ConfigMap>;
	expect(await rejection(metadata.get("a"))).toBeInstanceOf(UnsupportedOperationError);
	expect(await rejection(new Api(Node, { client }).metadata.get("a", { namespace: "x" } as object))).toBeInstanceOf(TypeError);
	expect("create" in api.metadata).toBe(false);
	expect(server.requests).toHaveLength(0);
});

test("what lists and watches may be either of them", async () => {
	const { api } = await answering({ kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1", metadata: {}, items: [] });
	const names = async (source: ListWatch<ConfigMap> | ListWatch<PartialObjectMetadata<ConfigMap>>): Promise<number> =>
		(await source.list()).items.length;
	expect(await names(api.metadata)).toBe(0);
	expect(await names(api)).toBe(0);
});
