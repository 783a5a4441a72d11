import {
	Api,
	mergePatch,
	type PartialObjectMetadata,
	type Patch,
	ProtocolError,
	strategicMergePatch,
	UnsupportedOperationError,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ComponentStatus, ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, test } from "vitest";
import { json, serve } from "../support/http-server.ts";
import { recorder } from "../support/recorder.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "web" } };

test("PA-01, GAP-05 patches and applies go to the object, with their media types", async () => {
	const { client, sent } = await recorder(pod);
	const pods = new Api(Pod, { client });
	await pods.patch("web", mergePatch({ metadata: { labels: { old: null } } }), { fieldManager: "me" });
	await pods.patch("web", strategicMergePatch({ spec: { containers: [{ name: "main" }] } }), { namespace: "prod" });
	expect(await pods.apply({ metadata: { name: "web" } }, { fieldManager: "me", force: true })).toEqual(pod);
	expect(sent).toEqual([
		{
			line: "PATCH /api/v1/namespaces/default/pods/web?fieldManager=me",
			contentType: "application/merge-patch+json",
			body: { metadata: { labels: { old: null } } },
		},
		{
			line: "PATCH /api/v1/namespaces/prod/pods/web",
			contentType: "application/strategic-merge-patch+json",
			body: { spec: { containers: [{ name: "main" }] } },
		},
		{
			line: "PATCH /api/v1/namespaces/default/pods/web?fieldManager=me&force=true",
			contentType: "application/apply-patch+yaml",
			body: pod,
		},
	]);
});

test("SR-03, SR-04 subresources are patched and applied at their own paths", async () => {
	const { client, sent } = await recorder({ kind: "Scale", apiVersion: "autoscaling/v1", metadata: { name: "web" } });
	const deployments = new Api(Deployment, { client });
	await deployments.scale.patch("web", mergePatch({ spec: { replicas: 3 } }));
	await deployments.scale.apply({ metadata: { name: "web" }, spec: { replicas: 3 } }, { fieldManager: "me" });
	await deployments.status.apply({ metadata: { name: "web" }, status: { replicas: 1 } }, { fieldManager: "me" });
	expect(sent.map(({ line, body }) => [line, (body as { kind?: string }).kind])).toEqual([
		["PATCH /apis/apps/v1/namespaces/default/deployments/web/scale", undefined],
		["PATCH /apis/apps/v1/namespaces/default/deployments/web/scale?fieldManager=me", "Scale"],
		["PATCH /apis/apps/v1/namespaces/default/deployments/web/status?fieldManager=me", "Deployment"],
	]);
});

describe("metadata alone", () => {
	test("MD-03 a patch is answered with it", async () => {
		const partial = { apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata", metadata: { name: "web" } };
		const server = await serve(json(partial));
		const pods = new Api(Pod, { client: await clientOf(server.url) });
		const metadata: PartialObjectMetadata<Pod> = await pods.metadata.patch("web", mergePatch({ metadata: { labels: {} } }));
		expect(metadata).toEqual(partial);
		expect(server.requests[0]).toMatchObject({
			method: "PATCH",
			url: "/api/v1/namespaces/default/pods/web",
			headers: { accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1" },
		});
	});

	test("MD-03 a server that answers with the whole object is reported", async () => {
		const pods = new Api(Pod, { client: (await recorder(pod)).client });
		expect(await rejection(pods.metadata.patch("web", mergePatch({})))).toBeInstanceOf(ProtocolError);
	});
});

test("GAP-12 a kind that cannot be patched says so, and nothing is sent", async () => {
	const { client, sent } = await recorder(pod);
	const statuses = new Api(ComponentStatus, { client }) as unknown as {
		patch(name: string, patch: Patch): Promise<unknown>;
		apply(object: object, options: object): Promise<unknown>;
	};
	expect(await rejection(statuses.patch("x", mergePatch({})))).toBeInstanceOf(UnsupportedOperationError);
	expect(String(await rejection(statuses.apply({}, {})))).toMatch(/ComponentStatus has no verb "patch"/);
	expect(sent).toEqual([]);
});

describe("when the answer is lost", () => {
	const broken = async (answers: number): Promise<{ configMaps: Api<ConfigMap>; tries: () => number }> => {
		let tries = 0;
		const server = await serve((request, response) => {
			tries += 1;
			if (tries <= answers) request.socket.destroy();
			else json({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } })(request, response);
		});
		const client = await clientOf(server.url, { retry: { initialDelay: 1 } });
		return { configMaps: new Api(ConfigMap, { client }), tries: () => tries };
	};

	test("GAP-01 an apply is repeated", async () => {
		const { configMaps, tries } = await broken(2);
		await configMaps.apply({ metadata: { name: "c" } }, { fieldManager: "me" });
		expect(tries()).toBe(3);
	});

	test("GAP-01 a merge patch is repeated when it names the state that it is for", async () => {
		const { configMaps, tries } = await broken(1);
		await configMaps.patch("c", mergePatch({ metadata: { resourceVersion: "7" }, data: { a: "b" } }));
		expect(tries()).toBe(2);
	});

	test("GAP-01 any other patch is not", async () => {
		const { configMaps, tries } = await broken(1);
		await expect(configMaps.patch("c", mergePatch({ data: { a: "b" } }))).rejects.toThrow(/PATCH/);
		expect(tries()).toBe(1);
	});
});
