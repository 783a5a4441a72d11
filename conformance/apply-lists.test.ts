import { expect } from "vitest";
import { check } from "./check.ts";
import { type Json, patchesOf } from "./patches.ts";
import { rawOf } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const namespace = await server.namespace();
// Some refusals are 500s, which a client would try again.
const raw = rawOf(await server.createClient({ retry: false }));
const patches = patchesOf({ raw }, namespace);
const yaml = "application/apply-patch+yaml";
const merge = "application/merge-patch+json";
const collection = `/apis/apps/v1/namespaces/${namespace}/deployments`;
const labels = { app: "applied" };
let count = 0;

const main = {
	name: "main",
	image: "example.com/none:1",
	env: [
		{ name: "A", value: "1" },
		{ name: "B", value: "2" },
	],
	ports: [{ containerPort: 80 }],
};
const side = { name: "side", image: "example.com/none:2" };
const podSpec = {
	schedulerName: "conformance-none",
	containers: [main, side],
	nodeSelector: { a: "1" },
	volumes: [{ name: "v", emptyDir: {} }],
};
const whole = (more: object = {}): object => ({
	paused: true,
	replicas: 0,
	selector: { matchLabels: labels },
	template: { metadata: { labels }, spec: { ...podSpec, ...more } },
});
const pod = (spec: object): object => ({ template: { spec } });

/** Applies to one Deployment again and again: its specification by manager. */
async function deployment(): Promise<{
	readonly name: string;
	readonly path: string;
	readonly apply: (manager: string, spec: object, query?: string) => Promise<{ status: number; body: Json }>;
}> {
	const name = `applied-${count++}`;
	const path = `${collection}/${name}`;
	const apply = (manager: string, spec: object, query = ""): Promise<{ status: number; body: Json }> =>
		patches.send(`${path}?fieldManager=${manager}${query}`, yaml, {
			apiVersion: "apps/v1",
			kind: "Deployment",
			metadata: { name },
			spec,
		});
	expect((await apply("m1", whole())).status).toBe(201);
	return { name, path, apply };
}

const containersOf = ({ body }: { body: Json }): Json => body.spec.template.spec.containers;
const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);
const fieldsOf = (body: Json, manager: string): Json =>
	body.metadata.managedFields.find((entry: { manager: string }) => entry.manager === manager)?.fieldsV1;

check("M3 M4 elements are owned by their keys, which defaults complete; what is not named is not owned", async () => {
	const { path } = await deployment();
	expect(fieldsOf(await patches.read(path), "m1")).toEqual({
		"f:spec": {
			"f:paused": {},
			"f:replicas": {},
			"f:selector": {},
			"f:template": {
				"f:metadata": { "f:labels": { "f:app": {} } },
				"f:spec": {
					"f:containers": {
						'k:{"name":"main"}': {
							".": {},
							"f:env": {
								'k:{"name":"A"}': { ".": {}, "f:name": {}, "f:value": {} },
								'k:{"name":"B"}': { ".": {}, "f:name": {}, "f:value": {} },
							},
							"f:image": {},
							"f:name": {},
							"f:ports": { 'k:{"containerPort":80,"protocol":"TCP"}': { ".": {}, "f:containerPort": {} } },
						},
						'k:{"name":"side"}': { ".": {}, "f:image": {}, "f:name": {} },
					},
					"f:nodeSelector": {},
					"f:schedulerName": {},
					"f:volumes": { 'k:{"name":"v"}': { ".": {}, "f:emptyDir": {}, "f:name": {} } },
				},
			},
		},
	});
});

check("M5 two managers share a list, and each removes what is its own", async () => {
	const { apply } = await deployment();
	const extra = { name: "extra", image: "example.com/none:3" };
	const env = [{ name: "C", value: "3" }];
	const both = await apply("m2", pod({ containers: [{ name: "main", env }, extra] }));
	expect(names(containersOf(both))).toEqual(["main", "side", "extra"]);
	expect(names(containersOf(both)[0].env)).toEqual(["A", "B", "C"]);
	const less = await apply("m1", whole({ containers: [{ ...main, env: [main.env[1]] }] }));
	expect(names(containersOf(less))).toEqual(["main", "extra"]);
	expect(names(containersOf(less)[0].env)).toEqual(["B", "C"]);
	const left = await apply("m2", {});
	expect(containersOf(left)).toMatchObject([{ name: "main", env: [{ name: "B", value: "2" }] }]);
});

check("M5 the order of a configuration wins; elements of others keep their places", async () => {
	const { apply } = await deployment();
	const [a, b] = main.env;
	const ordered = await apply("m1", whole({ containers: [{ ...main, env: [b, { name: "Z", value: "9" }, a] }, side] }));
	expect(names(containersOf(ordered)[0].env)).toEqual(["B", "Z", "A"]);
	const before = await apply(
		"m2",
		pod({
			containers: [
				{
					name: "main",
					env: [
						{ name: "0", value: "x" },
						{ name: "Z", value: "9" },
					],
				},
			],
		}),
	);
	expect(names(containersOf(before)[0].env)).toEqual(["B", "0", "Z", "A"]);
});

check("M3 a port is the same whether its protocol is named or not", async () => {
	const { apply } = await deployment();
	const named = await apply(
		"m1",
		whole({ containers: [{ ...main, ports: [{ containerPort: 80, protocol: "TCP", name: "w" }] }, side] }),
	);
	expect(containersOf(named)[0].ports).toEqual([{ containerPort: 80, protocol: "TCP", name: "w" }]);
	const other = await apply("m1", whole({ containers: [{ ...main, ports: [{ containerPort: 81 }] }, side] }));
	expect(containersOf(other)[0].ports).toEqual([{ containerPort: 81, protocol: "TCP" }]);
	const twice = await apply(
		"m1",
		whole({ containers: [{ ...main, ports: [{ containerPort: 80 }, { containerPort: 80, protocol: "TCP" }] }] }),
	);
	expect(twice.status).toBe(500);
	expect(twice.body.message).toMatch(/ports: duplicate entries for key \[containerPort=80,protocol="TCP"\]$/);
});

check("M3 M6 atomic maps and lists belong to one", async () => {
	const { apply } = await deployment();
	const refused = await apply("m2", pod({ nodeSelector: { b: "1" } }));
	expect(refused.body.message).toBe('Apply failed with 1 conflict: conflict with "m1": .spec.template.spec.nodeSelector');
	const forced = await apply("m2", pod({ nodeSelector: { b: "1" } }), "&force=true");
	expect(forced.body.spec.template.spec.nodeSelector).toEqual({ b: "1" });
	expect(fieldsOf(forced.body, "m1")["f:spec"]["f:template"]["f:spec"]).not.toHaveProperty("f:nodeSelector");
});

check("M5 whole lists go, by omission, by [] and by null", async () => {
	for (const volumes of [undefined, [], null]) {
		const { apply } = await deployment();
		expect((await apply("m1", whole({ volumes }))).body.spec.template.spec).not.toHaveProperty("volumes");
	}
});

check("M6 conflicts are told manager by manager", async () => {
	const { path, apply } = await deployment();
	await patches.send(`${path}?fieldManager=up`, merge, { spec: { replicas: 2, minReadySeconds: 3 } });
	const image = [{ name: "main", image: "example.com/none:9" }];
	const { body } = await apply("m2", { replicas: 4, minReadySeconds: 4, ...pod({ containers: image }) });
	expect(body.message).toBe(
		'Apply failed with 3 conflicts: conflicts with "m1":\n- .spec.template.spec.containers[name="main"].image\n' +
			'conflicts with "up" using apps/v1:\n- .spec.minReadySeconds\n- .spec.replicas',
	);
	expect(body.details.causes).toHaveLength(3);
});

check("M6 the fields of a manager are told from above: what lies deeper comes after what is beside it", async () => {
	const { apply } = await deployment();
	const image = [{ name: "main", image: "example.com/none:9" }];
	const { body } = await apply("m2", pod({ containers: image, nodeSelector: { b: "1" } }));
	expect(body.message.split("\n").slice(1)).toEqual([
		"- .spec.template.spec.nodeSelector",
		'- .spec.template.spec.containers[name="main"].image',
	]);
});

check("M5 the same amount in other words is no change, but others cannot own it", async () => {
	const limits = (cpu: unknown, memory: string): object =>
		whole({ containers: [{ ...main, resources: { limits: { cpu, memory } } }, side] });
	const { apply } = await deployment();
	const first = await apply("m1", limits(1, "1024Mi"));
	expect(containersOf(first)[0].resources.limits).toEqual({ cpu: "1", memory: "1Gi" });
	const same = await apply("m1", limits("1000m", "1Gi"));
	expect(same.body.metadata.generation).toBe(first.body.metadata.generation);
	const other = await apply("m2", pod({ containers: [{ name: "main", resources: { limits: { memory: "1024Mi" } } }] }));
	expect(other.body.message).toMatch(/: \.spec\.template\.spec\.containers\[name="main"\]\.resources\.limits\.memory$/);
});

check("M13 B values of a wrong type are told by their paths", async () => {
	const { name, apply } = await deployment();
	const prefix = `failed to create typed patch object (/${name}; apps/v1, Kind=Deployment): `;
	for (const [spec, problem] of [
		[{ replicas: "3" }, ".spec.replicas: expected numeric (int or float), got string"],
		[{ paused: "yes" }, ".spec.paused: expected boolean, got &{yes}"],
		[pod({ containers: {} }), ".spec.template.spec.containers: expected list, got &{map[]}"],
		[{ template: { spec: [] } }, ".spec.template.spec: expected map, got &{[]}"],
		[
			pod({ containers: [{ name: "main", foo: 1 }] }),
			'.spec.template.spec.containers[name="main"].foo: field not declared in schema',
		],
		[pod({ containers: [main, main] }), '.spec.template.spec.containers: duplicate entries for key [name="main"]'],
	] as const) {
		expect((await apply("m1", spec)).body.message).toBe(prefix + problem);
	}
	const { body } = await apply("m1", { replicas: 1.5 });
	const conversion = "unable to convert unstructured object to apps/v1, Kind=Deployment: cannot convert float64 to int32";
	expect(body.message).toMatch(/^failed to convert new object \([^/]*\/[^;]+; apps\/v1, Kind=Deployment\) to proper version: /);
	expect(body.message.endsWith(conversion)).toBe(true);
});

check("M10 O1 the status is applied at its own endpoint, and its manager owns nothing else", async () => {
	const { name, path } = await deployment();
	const configuration = {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name, annotations: { z: "z" } },
		spec: { replicas: 7 },
		status: { collisionCount: 7 },
	};
	const { status, body } = await patches.send(`${path}/status?fieldManager=st`, yaml, configuration);
	expect([status, body.spec.replicas, body.status.collisionCount]).toEqual([200, 0, 7]);
	expect(body.metadata.managedFields.find(({ manager }: Json) => manager === "st")).toMatchObject({
		operation: "Apply",
		subresource: "status",
		fieldsV1: { "f:metadata": { "f:annotations": { "f:z": {} } }, "f:status": { "f:collisionCount": {} } },
	});
	const missing = { ...configuration, metadata: { name: "nope" } };
	expect((await patches.send(`${collection}/nope/status?fieldManager=st`, yaml, missing)).status).toBe(404);
});

check("M10 O2 a scale is applied, and its replicas are those of the object", async () => {
	const { name, path, apply } = await deployment();
	const scale = (replicas: number, query = ""): Promise<{ status: number; body: Json }> =>
		patches.send(`${path}/scale?fieldManager=sc${query}`, yaml, {
			apiVersion: "autoscaling/v1",
			kind: "Scale",
			metadata: { name },
			spec: { replicas },
		});
	expect((await scale(3)).body.message).toBe('Apply failed with 1 conflict: conflict with "m1": .spec.replicas');
	expect((await scale(3, "&force=true")).body.spec).toEqual({ replicas: 3 });
	const { body } = await apply("m1", whole());
	expect(body.message).toBe('Apply failed with 1 conflict: conflict with "sc" with subresource "scale": .spec.replicas');
	expect((await patches.read(path)).spec.replicas).toBe(3);
});
