import { describe, expect, test } from "vitest";
import { ClusterState, configMaps, deployment, deployments } from "./cluster-state.ts";

const subdomainRule =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

test("G1 what belongs to the server is the server's, and the keys are in its order", async () => {
	const cluster = new ClusterState();
	const { status, text } = await cluster.call("POST", configMaps, {
		metadata: { name: "a", uid: "mine", creationTimestamp: "2001-01-01T00:00:00Z", labels: { z: "1", a: "2" }, annotations: {} },
		data: {},
	});
	expect(status).toBe(201);
	expect(text).toMatch(
		/^\{"kind":"ConfigMap","apiVersion":"v1","metadata":\{"name":"a","namespace":"default","uid":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}","resourceVersion":"\d+","creationTimestamp":"2026-01-01T00:00:00Z","labels":\{"a":"2","z":"1"\},"managedFields":\[\{"manager":"test","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":\{[^\]]*\}\}\]\}\}$/,
	);
	const created = await cluster.call("POST", deployments, { ...deployment("web"), status: { replicas: 9 } });
	expect(created.body).toMatchObject({ metadata: { generation: 1 }, status: {} });
	expect(created.body.status.replicas).toBeUndefined();
});

test("G1 a resourceVersion on create is an untyped error", async () => {
	const { body } = await new ClusterState().call("POST", configMaps, { metadata: { name: "a", resourceVersion: "5" } });
	expect(body).toEqual({
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Failure",
		message: "resourceVersion should not be set on objects to be created",
		code: 500,
	});
});

test("G2 the namespace comes from the URL and must not contradict it", async () => {
	const cluster = new ClusterState();
	const other = await cluster.call("POST", configMaps, { metadata: { name: "a", namespace: "other" } });
	expect([other.status, other.body.message]).toEqual([
		400,
		"the namespace of the provided object does not match the namespace sent on the request",
	]);
});

test("G3 names are checked by the rule of the kind", async () => {
	const cluster = new ClusterState();
	const none = await cluster.call("POST", configMaps, {});
	expect(none.text).toBe(
		'{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"ConfigMap \\"\\" is invalid: metadata.name: Required value: name or generateName is required","reason":"Invalid","details":{"kind":"ConfigMap","causes":[{"reason":"FieldValueRequired","message":"Required value: name or generateName is required","field":"metadata.name"}]},"code":422}',
	);
	const bad = await cluster.call("POST", configMaps, { metadata: { name: "Bad_Name" } });
	expect(bad.body.message).toBe(`ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": ${subdomainRule}`);
	const dots = await cluster.call("POST", "/api/v1/namespaces", { metadata: { name: "a.b" } });
	expect(dots.body.details.causes[0].message).toBe('Invalid value: "a.b": must not contain dots');
	const role = await cluster.call("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", {
		metadata: { name: "a/b" },
		rules: [],
	});
	expect(role.body.message).toContain('"a/b" is invalid: metadata.name: Invalid value: "a/b": may not contain \'/\'');
	const colons = await cluster.call("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", {
		metadata: { name: "a:b" },
		rules: [],
	});
	expect(colons.status).toBe(201);
});

test("G4 a generated name ends in five characters of the safe alphabet, and long bases are cut", async () => {
	const cluster = new ClusterState();
	const { body } = await cluster.call("POST", configMaps, { metadata: { generateName: "a-" } });
	expect(body.metadata.name).toMatch(/^a-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
	const long = await cluster.call("POST", configMaps, { metadata: { generateName: `${"x".repeat(80)}-` } });
	expect(long.body.metadata.name).toMatch(/^x{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});

test("G5 a taken name is a conflict, also while its object is on its way out", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "a", finalizers: ["example.com/x"] } });
	const again = await cluster.call("POST", configMaps, { metadata: { name: "a" } });
	expect(again.text).toBe(
		'{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"configmaps \\"a\\" already exists","reason":"AlreadyExists","details":{"name":"a","kind":"configmaps"},"code":409}',
	);
	await cluster.call("DELETE", `${configMaps}/a`);
	const leaving = await cluster.call("POST", configMaps, { metadata: { name: "a" } });
	expect(leaving.body.message).toBe('object is being deleted: configmaps "a" already exists');
});

describe("G6 F2 a body that is not the kind is refused in the server's words", () => {
	test.each([
		[
			{ kind: "Secret", apiVersion: "v1" },
			'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
		],
		[
			{ kind: "ConfigMap", apiVersion: "v2" },
			'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"',
		],
		[{ metadata: { name: 5 } }, "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string"],
		[{ data: { a: 1 } }, "json: cannot unmarshal number into Go struct field ConfigMap.data of type string"],
		[{ data: [] }, "json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string"],
		[{ metadata: [] }, "json: cannot unmarshal array into Go struct field ConfigMap.metadata of type v1.ObjectMeta"],
		[{ binaryData: { a: "!!" } }, "illegal base64 data at input byte 0"],
		[
			{ metadata: { creationTimestamp: "yesterday" } },
			'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
		],
	])("%j", async (value, message) => {
		const { status, body } = await new ClusterState().call("POST", configMaps, value);
		expect(status).toBe(400);
		expect(body.message).toContain(message);
	});
});

test("F2 unknown and repeated fields are refused, told or ignored", async () => {
	const cluster = new ClusterState();
	const odd = { metadata: { name: "a", bar: 2 }, foo: 1, data: { a: "b" } };
	const members = ["metadata", "metadata.name", "metadata.bar", "foo", "data", "data.a", "data.a"];
	const repeated = { duplicateFields: ["data.a"], members };
	const strict = await cluster.call("POST", `${configMaps}?fieldValidation=Strict`, odd, repeated);
	expect([strict.status, strict.body.message]).toEqual([
		400,
		'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.bar", unknown field "foo", duplicate field "data.a"',
	]);
	const warned = await cluster.call("POST", `${configMaps}?dryRun=All`, odd, repeated);
	expect(warned.warnings).toEqual(['unknown field "metadata.bar"', 'unknown field "foo"', 'duplicate field "data.a"']);
	expect(warned.body.foo).toBeUndefined();
	const ignored = await cluster.call("POST", `${configMaps}?fieldValidation=Ignore`, odd, repeated);
	expect([ignored.status, ignored.warnings]).toEqual([201, []]);
});

test("F1 F4 a dry run goes all the way but leaves nothing, and options are checked", async () => {
	const cluster = new ClusterState();
	const { body } = await cluster.call("POST", `${configMaps}?dryRun=All`, { metadata: { generateName: "dry-" } });
	expect(body.metadata).toMatchObject({ uid: expect.any(String), creationTimestamp: expect.any(String) });
	expect(body.metadata.resourceVersion).toBeUndefined();
	expect((await cluster.call("GET", `${configMaps}/${body.metadata.name}`)).status).toBe(404);
	const wrong = await cluster.call("POST", `${configMaps}?fieldManager=a%0Ab&dryRun=X`, { metadata: { name: "a" } });
	expect(wrong.body.message).toBe(
		'CreateOptions.meta.k8s.io "" is invalid: [fieldManager: Invalid value: "a\\nb": invalid character U+000A (at position 1), dryRun: Unsupported value: ["X"]: supported values: "All"]',
	);
});

test("G7 G8 metadata is checked", async () => {
	const cluster = new ClusterState();
	const owner = { apiVersion: "v1", kind: "Namespace", name: "a", uid: "1" };
	const twice = await cluster.call("POST", configMaps, { metadata: { name: "o", ownerReferences: [owner, owner] } });
	expect(twice.body.metadata.ownerReferences).toEqual([owner]);
	expect(twice.warnings[0]).toContain("duplicate UID(s) observed: 1");
	const wrong = await cluster.call("POST", configMaps, {
		metadata: { name: "a", labels: { "a b": "c" }, annotations: { "x y": "z" }, finalizers: ["bad"] },
	});
	expect(wrong.body.details.causes.map((cause: { field: string }) => cause.field)).toEqual([
		"metadata.labels",
		"metadata.annotations",
		"metadata.finalizers[0]",
	]);
});

test("B1 B2 required and enumerated fields are causes, all in one message", async () => {
	const { body } = await new ClusterState().call("POST", "/api/v1/namespaces/default/pods", {
		metadata: { name: "p" },
		spec: { containers: [{ image: "nginx" }], dnsPolicy: "Foo" },
	});
	expect(body.details.causes).toEqual([
		{ reason: "FieldValueRequired", message: "Required value", field: "spec.containers[0].name" },
		{
			reason: "FieldValueNotSupported",
			message: 'Unsupported value: "Foo": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
			field: "spec.dnsPolicy",
		},
	]);
});

test("E10 what is stored is the canonical form of what was sent", async () => {
	const { body } = await new ClusterState().call("POST", "/api/v1/namespaces/default/pods", {
		metadata: { name: "p" },
		spec: {
			containers: [{ name: "c", image: "i", args: [], env: null, resources: { requests: { cpu: "0.5", memory: "1024Mi" } } }],
			nodeSelector: {},
			hostNetwork: false,
			terminationGracePeriodSeconds: 0,
		},
	});
	expect(body.spec.containers[0].resources).toEqual({ requests: { cpu: "500m", memory: "1Gi" } });
	expect(body.spec.terminationGracePeriodSeconds).toBe(0);
	for (const empty of ["args", "env"]) expect(body.spec.containers[0]).not.toHaveProperty(empty);
	for (const empty of ["nodeSelector", "hostNetwork"]) expect(body.spec).not.toHaveProperty(empty);
});

test("S4 a Secret's texts become data", async () => {
	const { body } = await new ClusterState().call("POST", "/api/v1/namespaces/default/secrets", {
		metadata: { name: "s" },
		stringData: { a: "b" },
	});
	expect(body).toMatchObject({ data: { a: "Yg==" }, type: "Opaque" });
	expect(body.stringData).toBeUndefined();
});
