import { Api, BadRequestError, type FieldQuery, type LabelQuery } from "kubex";
import { ConfigMap, Event, Namespace, Pod, Secret, Service } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const secrets = new Api(Secret, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/secrets`;
const objects: Readonly<Record<string, Record<string, string>>> = {
	a: { app: "web", tier: "front", weight: "1" },
	b: { app: "web", tier: "back", weight: "10" },
	c: { app: "db", tier: "back" },
	d: { app: "" },
	e: { "example.com/app": "web" },
	f: {},
};
for (const [name, labels] of Object.entries(objects)) await secrets.create({ metadata: { name, labels } });

async function chosen(labelSelector: LabelQuery): Promise<string> {
	return (await secrets.list({ labelSelector })).items.map(({ metadata }) => metadata.name).join("");
}

for (const [selector, expected] of [
	["app=web", "ab"],
	["app==web", "ab"],
	["app = web", "ab"],
	["app!=web", "cdef"],
	["app", "abcd"],
	["!app", "ef"],
	["app=", "d"],
	["app in (web,db)", "abc"],
	["app in (web, db),tier=back", "bc"],
	["app notin (web)", "cdef"],
	["app in (,web)", "abd"],
	["app,tier notin (back)", "ad"],
	["weight>1", "b"],
	["weight<10", "a"],
	["example.com/app=web", "e"],
	["app=web,app=db", ""],
	["app=nothing", ""],
	["", "abcdef"],
] as const) {
	check(`I2 the label selector ${JSON.stringify(selector)} chooses ${JSON.stringify(expected)}`, async () => {
		expect(await chosen(selector)).toBe(expected);
	});
}

for (const [query, expected] of [
	[{ app: "web" }, "ab"],
	[{ app: "web", tier: { in: ["back", "middle"] } }, "b"],
	[{ app: { notIn: ["web"] } }, "cdef"],
	[{ app: { exists: true }, tier: { exists: false } }, "d"],
	[{ app: { exists: true, notIn: ["web", "db"] } }, "d"],
	[{ "example.com/app": "web" }, "e"],
	[{}, "abcdef"],
	[{ matchLabels: { app: "web" } }, "ab"],
	[{ matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "NotIn", values: ["front"] }] }, "b"],
	[{ matchExpressions: [{ key: "app", operator: "Exists" }] }, "abcd"],
	[{ matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }, "ef"],
	[{ matchExpressions: [{ key: "app", operator: "In", values: ["db", "web"] }] }, "abc"],
] satisfies readonly (readonly [LabelQuery, string])[]) {
	check(`AP-02 I2 the label query ${JSON.stringify(query)} chooses ${JSON.stringify(expected)}`, async () => {
		expect(await chosen(query)).toBe(expected);
	});
}

for (const [selector, message] of [
	["a in", "unable to parse requirement: found '' expected: '('"],
	["a===b", "unable to parse requirement: found '=', expected: identifier"],
	["a in (b", "unable to parse requirement: found '', expected: ',' or ')'"],
	["a,,b", "found ',', expected: identifier after ','"],
	["=b", "found '=', expected: !, identifier, or 'end of string'"],
] as const) {
	check(`I2 the label selector ${JSON.stringify(selector)} is a 400 that says why`, async () => {
		const { status, body } = await raw("GET", `${collection}?labelSelector=${encodeURIComponent(selector)}`);
		expect(body).toEqual(failureBody(400, "BadRequest", message));
		expect(status).toBe(400);
		await expect(chosen(selector)).rejects.toThrow(BadRequestError);
	});
}

for (const selector of ["a b=c", "a=b c", "-a=b", "a=-b", "a>b"]) {
	check(`I2 the label selector ${JSON.stringify(selector)} is a 400`, async () => {
		await expect(chosen(selector)).rejects.toThrow(BadRequestError);
	});
}

async function byField(fieldSelector: FieldQuery): Promise<string> {
	return (await secrets.list({ fieldSelector, labelSelector: "app" })).items.map(({ metadata }) => metadata.name).join("");
}

for (const [selector, expected] of [
	["metadata.name=a", "a"],
	["metadata.name==a", "a"],
	["metadata.name!=a", "bcd"],
	["metadata.name=a,metadata.name=b", ""],
	["metadata.name!=a,metadata.name!=b", "cd"],
	["metadata.name=nope", ""],
	[`metadata.namespace=${namespace}`, "abcd"],
	["metadata.namespace=other", ""],
	["type=Opaque", "abcd"],
	["type!=Opaque", ""],
	["", "abcd"],
] as const) {
	const title = selector.replace(namespace, "<its namespace>");
	check(`I3 the field selector ${JSON.stringify(title)} chooses ${JSON.stringify(expected)}`, async () => {
		expect(await byField(selector)).toBe(expected);
	});
}

check("AP-02 I3 a field query as an object, values escaped", async () => {
	expect(await byField({ "metadata.name": "b" })).toBe("b");
	expect(await byField({ "metadata.name": { not: "b" }, type: "Opaque" })).toBe("acd");
	expect(await byField({ "metadata.name": "a,b=c\\d" })).toBe("");
	expect(await byField({})).toBe("abcd");
});

check("I3 an unknown field is a 400, in words of the kind's own", async () => {
	const unknown = encodeURIComponent("data.a=1");
	const known = '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"';
	for (const [path, message] of [
		[`/api/v1/namespaces/${namespace}/configmaps`, known],
		[`/apis/apps/v1/namespaces/${namespace}/deployments`, known],
		[`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`, known],
		[`/api/v1/namespaces/${namespace}/pods`, "field label not supported: data.a"],
		[collection, "field label not supported: data.a"],
		["/api/v1/namespaces", "field label not supported: data.a"],
		["/api/v1/nodes", "field label not supported: data.a"],
	] as const) {
		const { body } = await raw("GET", `${path}?fieldSelector=${unknown}`);
		expect(body, path).toEqual(failureBody(400, "BadRequest", message));
	}
});

check("I3 a field selector without an operator is a 400", async () => {
	const { body } = await raw("GET", `${collection}?fieldSelector=metadata.name`);
	expect(body).toEqual(failureBody(400, "BadRequest", "invalid selector: 'metadata.name'; can't understand 'metadata.name'"));
});

check("I3 S Pods are chosen by node, phase and restart policy", async () => {
	const pods = new Api(Pod, { client, namespace });
	const spec = { nodeName: "conformance-no-such-node", containers: [{ name: "main", image: "example.com/none:1" }] };
	await pods.create({ metadata: { name: "p1" }, spec });
	await pods.create({ metadata: { name: "p2" }, spec: { ...spec, nodeName: "conformance-other-node", restartPolicy: "Never" } });
	const names = async (fieldSelector: FieldQuery): Promise<string[]> =>
		(await pods.list({ fieldSelector })).items.map(({ metadata }) => metadata.name);
	expect(await names("spec.nodeName=conformance-no-such-node")).toEqual(["p1"]);
	expect(await names({ "spec.nodeName": { not: "conformance-no-such-node" } })).toEqual(["p2"]);
	expect(await names("status.phase=Pending")).toEqual(["p1", "p2"]);
	expect(await names("status.phase!=Pending")).toEqual([]);
	expect(await names("spec.restartPolicy=Never")).toEqual(["p2"]);
	expect(await names("spec.schedulerName=other,metadata.name=p1")).toEqual([]);
	expect(await names("spec.host=conformance-no-such-node"), "the old name of spec.nodeName").toEqual(["p1"]);
	await pods.delete("p1", { gracePeriodSeconds: 0 });
	await pods.delete("p2", { gracePeriodSeconds: 0 });
});

check("I3 S Services are chosen by type, Namespaces by phase and name", async () => {
	const services = new Api(Service, { client, namespace });
	await services.create({ metadata: { name: "s1" }, spec: { ports: [{ port: 80 }] } });
	await services.create({ metadata: { name: "s2" }, spec: { type: "ExternalName", externalName: "example.com" } });
	const external = await services.list({ fieldSelector: "spec.type=ExternalName" });
	expect(external.items.map(({ metadata }) => metadata.name)).toEqual(["s2"]);
	const namespaces = new Api(Namespace, { client });
	const active = await namespaces.list({ fieldSelector: { "status.phase": "Active", "metadata.name": namespace } });
	expect(active.items.map(({ metadata }) => metadata.name)).toEqual([namespace]);
	await expect(namespaces.list({ fieldSelector: `name=${namespace}` })).rejects.toThrow(BadRequestError);
});

check("I3 S1 T2 Pods are chosen by what the server fills in", async () => {
	const pods = new Api(Pod, { client, namespace });
	const spec = { nodeName: "conformance-no-such-node", containers: [{ name: "main", image: "example.com/none:1" }] };
	await pods.create({ metadata: { name: "filled" }, spec });
	const filled = {
		"spec.schedulerName": "default-scheduler",
		"spec.serviceAccountName": "default",
		"spec.restartPolicy": "Always",
	};
	const found = await pods.list({ fieldSelector: { ...filled, "metadata.name": "filled" } });
	expect(found.items.map(({ metadata }) => metadata.name)).toEqual(["filled"]);
	await pods.delete("filled", { gracePeriodSeconds: 0 });
});

check("I3 S Events are chosen by what they are about", async () => {
	const events = new Api(Event, { client, namespace });
	await events.create({
		metadata: { name: "e1" },
		involvedObject: { kind: "Pod", namespace, name: "p" },
		reason: "Started",
		type: "Normal",
		message: "It started.",
	});
	const about = { "involvedObject.kind": "Pod", "involvedObject.name": "p", reason: "Started", type: "Normal" };
	expect((await events.list({ fieldSelector: about })).items.map(({ metadata }) => metadata.name)).toEqual(["e1"]);
	expect((await events.list({ fieldSelector: { ...about, type: "Warning" } })).items).toEqual([]);
});

check("V Events of the core group are those of events.k8s.io in another form", async () => {
	await new Api(Event, { client, namespace }).create({
		metadata: { name: "e2" },
		involvedObject: { kind: "Pod", namespace, name: "q" },
		message: "It started.",
	});
	const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events?fieldSelector=${encodeURIComponent("regarding.name=q")}`;
	const { body } = await raw("GET", path);
	expect((body as { items: unknown[] }).items).toMatchObject([{ metadata: { name: "e2" }, note: "It started." }]);
});

check("I2 a selector goes with null namespaces and pages", async () => {
	const ours = new Api(ConfigMap, { client, namespace });
	await ours.create({ metadata: { name: "x", labels: { selected: namespace } } });
	const found: string[] = [];
	for await (const { metadata } of ours.items({ namespace: null, labelSelector: { selected: namespace }, limit: 1 })) {
		found.push(`${metadata.namespace}/${metadata.name}`);
	}
	expect(found).toEqual([`${namespace}/x`]);
});

check("AP-02 a requirement that says nothing is a TypeError", async () => {
	await expect(chosen({ app: {} })).rejects.toThrow(TypeError);
	await expect(chosen({ app: { in: [] } })).rejects.toThrow(TypeError);
	await expect(chosen({ matchExpressions: [{ key: "a", operator: "Like" }] })).rejects.toThrow(TypeError);
});
