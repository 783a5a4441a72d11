import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { printedValue } from "./printed-value.ts";
import { type ServedKind, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const group = "parts.kubex.example";
const integer = { type: "integer" };
const schema = {
	type: "object",
	properties: {
		spec: { type: "object", properties: { size: integer, replicas: { ...integer, default: 1 } } },
		status: { type: "object", properties: { ready: { type: "boolean" }, replicas: integer, selector: { type: "string" } } },
	},
};
const subresources = {
	status: {},
	scale: {
		specReplicasPath: ".spec.replicas",
		statusReplicasPath: ".status.replicas",
		labelSelectorPath: ".status.selector",
	},
};
const merge = { "content-type": "application/merge-patch+json" };

interface Stored {
	readonly metadata: {
		readonly resourceVersion: string;
		readonly generation: number;
		readonly labels?: object;
		readonly annotations?: object;
		readonly finalizers?: readonly string[];
		readonly managedFields?: readonly { readonly subresource?: string; readonly fieldsV1: object }[];
	};
	readonly spec?: object;
	readonly status?: object;
}

interface Place {
	readonly kind: ServedKind;
	readonly collection: string;
}
const served = new Map<string, Promise<Place>>();
function serve(plural: string, kind: string, version: object): Promise<Place> {
	const place =
		served.get(plural) ??
		(async () => {
			const definition = await serveCustomKind(server, { group, plural, kind, schema, version });
			return { kind: definition, collection: definition.collection(await server.namespace()) };
		})();
	served.set(plural, place);
	return place;
}
const withParts = (): Promise<Place> => serve("parts", "Part", { subresources });
const withoutParts = (): Promise<Place> => serve("wholes", "Whole", {});

async function make({ kind, collection }: Place, name: string, members: object): Promise<Stored> {
	const { status, body, text } = await raw("POST", collection, { body: kind.object(name, members) });
	expect(status, text).toBe(201);
	return body as Stored;
}

async function patch(path: string, body: object): Promise<Stored> {
	const answer = await raw("PATCH", path, { body, headers: merge });
	expect(answer.status, answer.text).toBe(200);
	return answer.body as Stored;
}

check("R10 K7 the status is written through its endpoint alone, and nothing else is there [needs:crd]", async () => {
	const place = await withParts();
	const { collection } = place;
	const created = await make(place, "status", { spec: { size: 1 }, status: { ready: true } });
	expect(created).not.toHaveProperty("status");
	const main = await patch(`${collection}/status`, { status: { ready: true }, spec: { size: 2 } });
	expect([main.status, main.spec, main.metadata.generation]).toEqual([undefined, { size: 2, replicas: 1 }, 2]);
	const all = {
		metadata: { labels: { a: "b" }, annotations: { a: "b" }, finalizers: ["kubex.example/hold"] },
		spec: { size: 3 },
		status: { ready: true },
	};
	const changed = await patch(`${collection}/status/status`, all);
	expect([changed.status, changed.spec, changed.metadata.generation]).toEqual([{ ready: true }, { size: 2, replicas: 1 }, 2]);
	const { labels, annotations, finalizers, managedFields } = changed.metadata;
	expect([labels, annotations, finalizers]).toEqual([undefined, undefined, undefined]);
	// Who writes a status is noted as an owner of metadata that is not written; later servers note no such thing.
	const unwritten = {
		"f:metadata": {
			"f:annotations": { ".": {}, "f:a": {} },
			"f:finalizers": { ".": {}, 'v:"kubex.example/hold"': {} },
			"f:labels": { ".": {}, "f:a": {} },
		},
	};
	expect(managedFields?.find(({ subresource }) => subresource === "status")?.fieldsV1).toEqual({
		...(server.minor >= 37 ? {} : unwritten),
		"f:status": { ".": {}, "f:ready": {} },
	});
	const labelled = await patch(`${collection}/status`, { metadata: { labels: { c: "d" } } });
	expect([labelled.status, labelled.metadata.generation]).toEqual([{ ready: true }, 2]);
	expect((await raw("GET", `${collection}/status/status`)).body).toEqual((await raw("GET", `${collection}/status`)).body);
});

check("R10 R4 a status is checked by itself, and told of from where it begins [needs:crd]", async () => {
	const place = await withParts();
	const { collection } = place;
	await make(place, "checked", { spec: { size: 1 } });
	const refused = await raw("PATCH", `${collection}/checked/status`, { body: { status: { ready: "x" } }, headers: merge });
	const message = 'status.ready: Invalid value: "string": ready in body must be of type boolean: "string"';
	expect(refused.status).toBe(422);
	expect((refused.body as { message: string }).message).toBe(`Part.${group} "checked" is invalid: ${message}`);
});

check("R10 K6 without a status endpoint the status is a part like any other [needs:crd]", async () => {
	const place = await withoutParts();
	const { collection } = place;
	const created = await make(place, "whole", { spec: { size: 1 }, status: { ready: true } });
	expect([created.status, created.metadata.generation]).toEqual([{ ready: true }, 1]);
	const changed = await patch(`${collection}/whole`, { status: { ready: false } });
	expect([changed.status, changed.metadata.generation]).toEqual([{ ready: false }, 2]);
	const labelled = await patch(`${collection}/whole`, { metadata: { labels: { a: "b" } } });
	expect(labelled.metadata.generation).toBe(2);
	for (const part of ["status", "scale", "other"]) {
		const { status, body } = await raw("GET", `${collection}/whole/${part}`);
		const details = { name: "whole", group, kind: "wholes" };
		expect([status, body]).toEqual([404, failureBody(404, "NotFound", `wholes.${group} "whole" not found`, details)]);
	}
});

check("R10 the scale shows and changes what its paths lead to [needs:crd]", async () => {
	const place = await withParts();
	const { collection } = place;
	await make(place, "scaled", { spec: { size: 1, replicas: 3 } });
	await patch(`${collection}/scaled/status`, { status: { replicas: 2, selector: "app=x" } });
	const { body } = await raw("GET", `${collection}/scaled/scale`);
	expect(body).toMatchObject({
		kind: "Scale",
		apiVersion: "autoscaling/v1",
		metadata: { name: "scaled" },
		spec: { replicas: 3 },
		status: { replicas: 2, selector: "app=x" },
	});
	const put = await raw("PUT", `${collection}/scaled/scale`, { body: { ...(body as object), spec: { replicas: 5 } } });
	expect([put.status, (put.body as Stored).spec]).toEqual([200, { replicas: 5 }]);
	const patched = await patch(`${collection}/scaled/scale?fieldManager=scaler`, { spec: { replicas: 0 } });
	expect(patched.spec).toEqual({});
	const after = (await raw("GET", `${collection}/scaled`)).body as Stored;
	expect([after.spec, after.metadata.generation]).toEqual([{ size: 1, replicas: 0 }, 3]);
	// The server takes the replicas from whoever owned them, and gives them to nobody.
	expect(after.metadata.managedFields?.[0]?.fieldsV1).toEqual({ "f:spec": { ".": {}, "f:size": {} } });
	expect(after.metadata.managedFields?.map(({ subresource }) => subresource)).toEqual([undefined, "status"]);
	const applied = await raw("PATCH", `${collection}/scaled/scale?fieldManager=me`, {
		body: { apiVersion: "autoscaling/v1", kind: "Scale", metadata: { name: "scaled" }, spec: { replicas: 9 } },
		headers: { "content-type": "application/apply-patch+yaml" },
	});
	expect([applied.status, (applied.body as { message: string }).message]).toEqual([
		500,
		"failed to create manager for existing fields: failed to convert live object (/; autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1",
	]);
	const refused = await raw("PATCH", `${collection}/scaled/scale`, { body: { spec: { replicas: -1 } }, headers: merge });
	expect(refused.status).toBe(422);
});

check("R10 replicas are numbers that are not negative [needs:crd]", async () => {
	const place = await withParts();
	const refused = async (spec: unknown): Promise<string> => {
		const { body } = await raw("POST", place.collection, { body: place.kind.object("wrong", { spec }) });
		return (body as { message: string }).message;
	};
	expect(await refused({ replicas: -1 })).toBe(
		`Part.${group} "wrong" is invalid: .spec.replicas: Invalid value: -1: should be a non-negative integer`,
	);
	expect(await refused(5)).toBe(
		`Part.${group} "wrong" is invalid: [spec: Invalid value: "integer": spec in body must be of type object: "integer", .spec.replicas: Invalid value: 0: .spec.replicas accessor error: 5 is of the type int64, expected map[string]interface{}]`,
	);
});

check("R11 K1 K2 a replacement names its version, and creates nothing [needs:crd]", async () => {
	const place = await withParts();
	const { kind, collection } = place;
	await make(place, "put", { spec: { size: 1 } });
	const put = async (name: string, body: object) => (await raw("PUT", `${collection}/${name}`, { body })).body;
	const error = {
		reason: "FieldValueInvalid",
		message: `Invalid value: ${printedValue(server.minor, 0, "0x0")}: must be specified for an update`,
	};
	expect(await put("put", kind.object("put", { spec: { size: 2 } }))).toEqual(
		failureBody(422, "Invalid", `parts.${group} "put" is invalid: metadata.resourceVersion: ${error.message}`, {
			name: "put",
			group,
			kind: "parts",
			causes: [{ ...error, field: "metadata.resourceVersion" }],
		}),
	);
	expect(await put("nope", kind.object("nope", { spec: {} }))).toMatchObject({ code: 404, reason: "NotFound" });
});

check("R11 L1 E3 strategic patches, other patches and protobuf are not understood [needs:crd]", async () => {
	const place = await withParts();
	const { collection } = place;
	await make(place, "types", { spec: { size: 1 } });
	const accepted = "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";
	for (const type of ["application/strategic-merge-patch+json", "text/plain"]) {
		const { status, body } = await raw("PATCH", `${collection}/types`, { body: {}, headers: { "content-type": type } });
		const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
		expect([status, body]).toEqual([415, failureBody(415, "UnsupportedMediaType", message)]);
	}
	for (const path of [collection, `${collection}/types`]) {
		const headers = { accept: "application/vnd.kubernetes.protobuf" };
		expect((await raw("GET", path, { headers })).status).toBe(406);
		// Many clients prefer protobuf, and take JSON as well.
		const both = { accept: "application/vnd.kubernetes.protobuf,application/json" };
		expect((await raw("GET", path, { headers: both })).status).toBe(200);
	}
});

check("A5 A6 paths and methods that lead nowhere [needs:crd]", async () => {
	const { collection } = await withParts();
	const answer = async (method: string, path: string): Promise<unknown> => {
		const { status, body, text } = await raw(method, path, method === "GET" ? {} : { body: {} });
		return [status, (body as { message?: string } | undefined)?.message ?? text];
	};
	const nowhere = [404, "404 page not found\n"];
	for (const path of [`/apis/${group}/v1/nopes`, `/apis/${group}/v2/parts`, `/apis/${group}/v2`, `/apis/${group}/v1/parts/x`]) {
		expect(await answer("GET", path)).toEqual(nowhere);
	}
	expect(await answer("POST", `/apis/${group}/v1/parts`)).toEqual(nowhere);
	expect(await answer("PUT", collection)).toEqual([400, "name must be provided"]);
	expect(await answer("DELETE", `${collection}/x/status`)).toEqual([
		405,
		`delete is not supported on resources of kind "parts.${group}"`,
	]);
	expect(await answer("GET", `${collection}?fieldSelector=spec.size%3D1`)).toEqual([400, "field label not supported: spec.size"]);
	expect(await answer("GET", `${collection}/nope`)).toEqual([404, `parts.${group} "nope" not found`]);
});
