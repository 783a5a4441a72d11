import { Api, type ApiWarning, BadRequestError, type Input } from "kubex";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody, failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const warnings: ApiWarning[] = [];
const client = await server.createClient({ onWarning: (warning) => warnings.push(warning) });
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
const odd = '{"metadata":{"name":"NAME","nope":1},"dta":{},"data":{"a":"1","a":"2"}}';
const problems = ['unknown field "metadata.nope"', 'unknown field "dta"', 'duplicate field "data.a"'];

function misspelt(name: string): Input<ConfigMap> {
	return { metadata: { name }, dta: {} } as Input<ConfigMap>;
}

check("F2 Strict refuses unknown and duplicate fields, all of them in one 400", async () => {
	for (const [method, path] of [
		["POST", collection],
		["PUT", `${collection}/strict`],
	] as const) {
		const body = odd.replace("NAME", "strict");
		const answer = await raw(method, `${path}?fieldValidation=Strict`, { body });
		expect(answer.status).toBe(400);
		const message = `ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${problems.join(", ")}`;
		expect(answer.body).toEqual(failureBody(400, "BadRequest", message));
	}
	expect(await configMaps.exists("strict")).toBe(false);
});

check("F2 GAP-14 Strict is an option of create and replace", async () => {
	const call = configMaps.create(misspelt("option"), { fieldValidation: "Strict" });
	expect((await failureOf(call)).status.message).toMatch(/strict decoding error: unknown field "dta"$/);
	await configMaps.create({ metadata: { name: "option" } }, { fieldValidation: "Strict" });
	const replace = configMaps.replace("option", misspelt("option"), { fieldValidation: "Strict" });
	await expect(replace).rejects.toThrow(BadRequestError);
});

check("F2 A8 Warn is the default: each problem is a warning, and the field is dropped", async () => {
	for (const query of ["", "?fieldValidation=Warn", "?fieldValidation="]) {
		const name = `warned-${query.length}`;
		const { status, headers, body } = await raw("POST", `${collection}${query}`, { body: odd.replace("NAME", name) });
		expect(status).toBe(201);
		expect([headers["warning"]].flat()).toEqual(problems.map((text) => `299 - "${text.replaceAll('"', '\\"')}"`));
		expect(body).toMatchObject({ data: { a: "2" } });
		expect(body).not.toHaveProperty("dta");
	}
});

check("F2 WL-01 the client hands each warning over with its request", async () => {
	warnings.length = 0;
	await configMaps.create(misspelt("handed"));
	expect(warnings).toEqual([{ code: 299, text: 'unknown field "dta"', request: { method: "POST", path: collection } }]);
});

check("F2 Ignore says nothing", async () => {
	warnings.length = 0;
	await configMaps.create(misspelt("ignored"), { fieldValidation: "Ignore" });
	expect(warnings).toEqual([]);
	const { headers } = await raw("POST", `${collection}?fieldValidation=Ignore`, { body: odd.replace("NAME", "ignored-2") });
	expect(headers).not.toHaveProperty("warning");
});

check("F2 nested fields are named by their path, with the index of a list", async () => {
	const pods = new Api(Pod, { client, namespace });
	const spec = { containers: [{ name: "c", image: "example.com/none:1", nope: 1, resources: { x: 1 } }], zzz: { a: 1 } };
	const call = pods.create({ metadata: { name: "nested" }, spec } as unknown as Input<Pod>, {
		fieldValidation: "Strict",
		dryRun: true,
	});
	expect((await failureOf(call)).status.message).toBe(
		'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].nope", ' +
			'unknown field "spec.containers[0].resources.x", unknown field "spec.zzz"',
	);
});

check("F2 problems come in the order of the document; within an unknown field nothing is looked at", async () => {
	const body =
		'{"zzz":1,"zzz":2,"metadata":{"name":"a","labels":{"b":"1","b":"2"},"nope":{"x":1,"x":2}},"dta":{},"kind":"ConfigMap","kind":"ConfigMap"}';
	const answer = await raw("POST", `${collection}?fieldValidation=Strict`, { body });
	expect(answer.body).toEqual(
		failureBody(
			400,
			"BadRequest",
			'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "zzz", ' +
				'duplicate field "metadata.labels.b", unknown field "metadata.nope", unknown field "dta", duplicate field "kind"',
		),
	);
});

check("F2 a refused object warns of its unknown fields as well", async () => {
	const answer = await raw("POST", collection, { body: { metadata: { name: "A" }, dta: {} } });
	expect(answer.status).toBe(422);
	expect(answer.headers["warning"]).toBe('299 - "unknown field \\"dta\\""');
});

check("E10 names of fields are told apart by case", async () => {
	const { status, headers } = await raw("POST", collection, { body: { Metadata: { name: "case" } } });
	expect(status).toBe(422);
	expect(headers["warning"]).toBe('299 - "unknown field \\"Metadata\\""');
});

check("F2 F4 B another value is a 422 about the options of the verb", async () => {
	const detail = 'Unsupported value: "Nope": supported values: "", "Ignore", "Strict", "Warn"';
	for (const [method, path, kind] of [
		["POST", collection, "CreateOptions"],
		["PUT", `${collection}/option`, "UpdateOptions"],
	] as const) {
		const { status, body } = await raw(method, `${path}?fieldValidation=Nope`, { body: { metadata: { name: "option" } } });
		expect(status).toBe(422);
		expect(body).toEqual(
			failureBody(422, "Invalid", `${kind}.meta.k8s.io "" is invalid: fieldValidation: ${detail}`, {
				group: "meta.k8s.io",
				kind,
				causes: [{ reason: "FieldValueNotSupported", message: detail, field: "fieldValidation" }],
			}),
		);
	}
});

for (const [what, query, message] of [
	["too long", "x".repeat(129), "Too long: may not be more than 128 bytes"],
	["with a control character", "a%01b", 'Invalid value: "a\\x01b": invalid character U+0001 (at position 1)'],
] as const) {
	check(`F3 F4 a field manager ${what} is a 422`, async () => {
		const { status, body } = await raw("POST", `${collection}?fieldManager=${query}`, {
			body: { metadata: { name: "manager" } },
		});
		expect(status).toBe(422);
		expect(body).toMatchObject({
			reason: "Invalid",
			details: { kind: "CreateOptions", causes: [{ message, field: "fieldManager" }] },
		});
	});
}

const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;

for (const [path, kind, body, problem] of [
	[
		deployments,
		"Deployment",
		{ spec: { replicas: "3" } },
		"string into Go struct field DeploymentSpec.spec.replicas of type int32",
	],
	[
		deployments,
		"Deployment",
		{ spec: { replicas: 3.5 } },
		"number 3.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
	],
	[collection, "ConfigMap", { data: ["x"] }, "array into Go struct field ConfigMap.data of type map[string]string"],
	[collection, "ConfigMap", { data: { a: 1 } }, "number into Go struct field ConfigMap.data of type string"],
	[collection, "ConfigMap", { metadata: { name: 5 } }, "number into Go struct field ObjectMeta.metadata.name of type string"],
] as const) {
	check(`E10 G11 a value of the wrong type is a 400: ${JSON.stringify(body)}`, async () => {
		const answer = await raw("POST", path, { body: { metadata: { name: "typed" }, ...body } });
		expect(answer.status).toBe(400);
		const message = `${kind} in version "v1" cannot be handled as a ${kind}: json: cannot unmarshal ${problem}`;
		expect(answer.body).toEqual(failureBody(400, "BadRequest", message));
	});
}

check("E10 values that have a form of their own are checked for it", async () => {
	for (const [body, problem] of [
		[{ binaryData: { a: "!!" } }, "illegal base64 data at input byte 0"],
		[
			{ metadata: { name: "typed", creationTimestamp: "nope" } },
			'parsing time "nope" as "2006-01-02T15:04:05Z07:00": cannot parse "nope" as "2006"',
		],
	] as const) {
		const answer = await raw("POST", collection, { body: { metadata: { name: "typed" }, ...body } });
		const message = `ConfigMap in version "v1" cannot be handled as a ConfigMap: ${problem}`;
		expect(answer.body).toEqual(failureBody(400, "BadRequest", message));
	}
});
