import { expect } from "vitest";
import { check } from "./check.ts";
import { type MinimalObject, minimalObjects } from "./minimal-objects.ts";
import { printedValue } from "./printed-value.ts";
import type { RawAnswer } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw, minor } = server;
const namespace = await server.namespace();

interface Behaviour {
	/** Whether PUT needs no resourceVersion. */
	readonly unconditional: boolean;
	/** Whether PUT creates what is missing. */
	readonly createdByPut: boolean;
	/** Whether DELETE answers with the object and not with a Status. */
	readonly answersObject: boolean;
	/** After create, then after a change of labels, of annotations, of anything else, and after a deletion that a finalizer holds up. */
	readonly generations: readonly (number | undefined)[];
}

const none: Behaviour["generations"] = [undefined, undefined, undefined, undefined, undefined];
const bySpec: Behaviour["generations"] = [1, 1, 1, 2, 3];
const plain: Behaviour = { unconditional: true, createdByPut: false, answersObject: false, generations: none };
const spec: Behaviour = { ...plain, generations: bySpec };
const returned: Behaviour = { ...plain, answersObject: true };
const upsert: Behaviour = { ...plain, createdByPut: true };
const unchanged = (generations: Behaviour["generations"]): Behaviour["generations"] =>
	generations.filter((_, index) => index !== 3);

// Appendix 3: every column as a 1.35 server answers.
const behaviours: Readonly<Record<string, Behaviour>> = {
	configmaps: plain,
	secrets: plain,
	services: { ...upsert, answersObject: true },
	serviceaccounts: returned,
	pods: { ...returned, generations: unchanged(minor >= 33 ? [1, 1, 1, 1, 2] : none) },
	podtemplates: { ...returned, generations: bySpec },
	endpoints: upsert,
	limitranges: upsert,
	resourcequotas: returned,
	replicationcontrollers: { ...returned, generations: bySpec },
	persistentvolumeclaims: { ...returned, generations: unchanged(none) },
	events: upsert,
	deployments: { ...plain, generations: [1, 1, 2, 3, 4] },
	replicasets: spec,
	statefulsets: spec,
	daemonsets: spec,
	controllerrevisions: plain,
	jobs: { ...returned, generations: unchanged([1, 1, 1, 1, 2]) },
	cronjobs: spec,
	ingresses: spec,
	networkpolicies: spec,
	poddisruptionbudgets: { ...spec, unconditional: false },
	horizontalpodautoscalers: minor >= 37 ? spec : plain,
	leases: { ...upsert, unconditional: false },
	endpointslices: { ...plain, generations: [1, 2, 2, 3, 4] },
	roles: upsert,
	rolebindings: upsert,
	clusterroles: upsert,
	clusterrolebindings: upsert,
	persistentvolumes: returned,
	storageclasses: returned,
	csidrivers: { ...returned, unconditional: false, generations: [undefined, undefined, undefined, 1, 2] },
	priorityclasses: { ...plain, generations: [1, 1, 1, 1, 2] },
	runtimeclasses: { ...upsert, unconditional: false },
	ingressclasses: spec,
	validatingwebhookconfigurations: { ...spec, unconditional: false },
	nodes: plain,
};

interface Stored {
	readonly metadata: { readonly finalizers?: readonly string[]; readonly generation?: number; readonly resourceVersion?: string };
}

/** The collection of a kind, and bodies for it. */
class Probe {
	readonly path: string;
	readonly #object: MinimalObject;

	constructor(object: MinimalObject) {
		const { apiVersion, plural, scope } = object;
		const prefix = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
		this.path = `${prefix}${scope === "Namespaced" ? `/namespaces/${namespace}` : ""}/${plural}`;
		this.#object = object;
	}

	body(name: string, metadata: object = {}): object {
		return filled({ metadata: { name, ...metadata }, ...this.#object.body });
	}

	get change(): object | undefined {
		return this.#object.change && filled(this.#object.change);
	}

	/** Replaces the newest state with an edited one, again when somebody else was faster. */
	async edit(name: string, edited: (current: Stored) => object): Promise<RawAnswer> {
		for (;;) {
			const current = (await raw("GET", `${this.path}/${name}`)).body as Stored;
			const answer = await raw("PUT", `${this.path}/${name}`, { body: edited(current) });
			if (answer.status !== 409) return answer;
		}
	}

	async remove(name: string): Promise<void> {
		await raw("DELETE", `${this.path}/${name}`, { body: { gracePeriodSeconds: 0 } });
	}
}

function filled(body: object): object {
	return JSON.parse(JSON.stringify(body).replaceAll("NAMESPACE", namespace)) as object;
}

function generation({ body }: RawAnswer): number | undefined {
	return (body as Stored).metadata.generation;
}

const withMetadata = (current: Stored, metadata: object): object => ({
	...current,
	metadata: { ...current.metadata, ...metadata },
});
const held = ["example.com/held"];

for (const object of minimalObjects) {
	const { apiVersion, plural } = object;
	const behaviour = behaviours[plural];
	const probe = new Probe(object);
	const name = `conformance-${namespace.slice(-5)}`;
	if (behaviour === undefined) throw new Error(`nothing is known about ${plural}`);

	check(
		`S K1 ${apiVersion} ${plural}: PUT without a resourceVersion is ${behaviour.unconditional ? "" : "not "}allowed`,
		async () => {
			server.finally(() => probe.remove(`${name}-u`));
			expect(await raw("POST", probe.path, { body: probe.body(`${name}-u`) })).toMatchObject({ status: 201 });
			const answer = await probe.edit(`${name}-u`, (current) =>
				withMetadata(current, { resourceVersion: undefined, labels: { a: "b" } }),
			);
			if (behaviour.unconditional) expect(answer.body).toMatchObject({ metadata: { labels: { a: "b" } } });
			else {
				const shown = printedValue(minor, 0, "0x0");
				expect(answer.text).toContain(`metadata.resourceVersion: Invalid value: ${shown}: must be specified for an update`);
			}
			await probe.remove(`${name}-u`);
		},
	);

	check(`S G9 ${apiVersion} ${plural}: PUT of what is missing is ${behaviour.createdByPut ? "201" : "404"}`, async () => {
		server.finally(() => probe.remove(`${name}-c`));
		const { status } = await raw("PUT", `${probe.path}/${name}-c`, { body: probe.body(`${name}-c`) });
		expect(status).toBe(behaviour.createdByPut ? 201 : 404);
		await probe.remove(`${name}-c`);
	});

	check(`S N2 ${apiVersion} ${plural}: DELETE answers with ${behaviour.answersObject ? "the object" : "a Status"}`, async () => {
		const { body } = await raw("POST", probe.path, { body: probe.body(`${name}-d`) });
		const { kind } = body as { kind: string };
		const answer = await raw("DELETE", `${probe.path}/${name}-d`);
		expect(answer.status).toBe(200);
		// A finalizer of the server's own, such as that of a claim, holds the object up: then it is answered by every kind.
		expect(answer.body).toMatchObject({ kind: behaviour.answersObject ? kind : "Status" });
	});

	check(`S K6 N4 ${apiVersion} ${plural}: generations ${JSON.stringify(behaviour.generations)}`, async () => {
		const created = await raw("POST", probe.path, { body: probe.body(`${name}-g`, { finalizers: held }) });
		expect(created.status).toBe(201);
		server.finally(() => probe.remove(`${name}-g`));
		const { change } = probe;
		const seen = [generation(created)];
		seen.push(generation(await probe.edit(`${name}-g`, (current) => withMetadata(current, { labels: { c: "d" } }))));
		seen.push(generation(await probe.edit(`${name}-g`, (current) => withMetadata(current, { annotations: { c: "d" } }))));
		if (change !== undefined) seen.push(generation(await probe.edit(`${name}-g`, (current) => ({ ...current, ...change }))));
		seen.push(generation(await raw("DELETE", `${probe.path}/${name}-g`)));
		await probe.edit(`${name}-g`, (current) =>
			withMetadata(current, { finalizers: current.metadata.finalizers?.filter((finalizer) => !held.includes(finalizer)) }),
		);
		expect(seen).toEqual(behaviour.generations);
	});
}
