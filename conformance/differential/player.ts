import { TransportError } from "kubex";
import type { Raw } from "../raw.ts";
import { changedAt, isObject, type Json, type JsonObject } from "./json.ts";
import { NormalForm, type Outcome } from "./normal-form.ts";
import { kinds, type Step } from "./step.ts";

/** What a step has done to its object. */
export interface Observation {
	readonly step: Step;
	readonly status: number;
	readonly before: JsonObject | undefined;
	readonly after: JsonObject | undefined;
}

/** Sends the steps of sequences to one namespace of one server; each sequence finds the ConfigMap `owner` and nothing else there. */
export class Player {
	readonly #raw: Raw;
	readonly #namespace: string;
	readonly #owner: string;

	private constructor(raw: Raw, namespace: string, owner: string) {
		this.#raw = raw;
		this.#namespace = namespace;
		this.#owner = owner;
	}

	/** Prepares a namespace that exists. */
	static async open(raw: Raw, namespace: string): Promise<Player> {
		const path = `/api/v1/namespaces/${namespace}/configmaps`;
		const { body, text } = await raw("POST", path, { body: { metadata: { name: "owner" } } });
		const uid = (body as { metadata?: { uid?: string } } | undefined)?.metadata?.uid;
		if (uid === undefined) throw new Error(text);
		return new Player(raw, namespace, uid);
	}

	/**
	 * Plays a sequence, and removes what it has left.
	 *
	 * @param observe - Told what each step has done; the object is read before and after for it.
	 * @returns an outcome for each step; fewer when the server has broken off an answer, as a real one does at some patches.
	 */
	async play(steps: readonly Step[], observe?: (observation: Observation) => void): Promise<Outcome[]> {
		const form = new NormalForm(this.#namespace);
		const made = new Set(steps.map((step) => this.#path(step)));
		const outcomes: Outcome[] = [];
		try {
			for (const step of steps) {
				const before = observe === undefined ? undefined : await this.#read(step);
				const outcome = await this.#send(step, form, made);
				outcomes.push(outcome);
				observe?.({ step, status: outcome.status, before, after: await this.#read(step) });
			}
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
		} finally {
			await this.#clear(made);
		}
		return outcomes;
	}

	async #send(step: Step, form: NormalForm, made: Set<string>): Promise<Outcome> {
		const { verb, edits, query = {}, mediaType, subresource } = step;
		const named = this.#path(step);
		const path = `${verb === "POST" ? named.slice(0, named.lastIndexOf("/")) : named}${subresource ? `/${subresource}` : ""}`;
		const body = edits === undefined ? step.body : await this.#edited(path, edits);
		const { status, body: answer } = await this.#raw(verb, `${path}?${new URLSearchParams(query).toString()}`, {
			...(mediaType === undefined ? {} : { headers: { "content-type": mediaType } }),
			...(body === undefined ? {} : { body: JSON.stringify(body).replaceAll("$owner", this.#owner) }),
		});
		const name = (answer as { metadata?: { name?: string } } | undefined)?.metadata?.name;
		if (status === 201 && name !== undefined) made.add(this.#path({ ...step, name }));
		return form.outcome(step, status, (answer ?? null) as Json);
	}

	async #read(step: Step): Promise<JsonObject | undefined> {
		const { status, body } = await this.#raw("GET", this.#path(step));
		return status === 200 ? (body as JsonObject) : undefined;
	}

	async #edited(path: string, edits: NonNullable<Step["edits"]>): Promise<Json> {
		const { body } = await this.#raw("GET", path);
		let object = changedAt((body ?? null) as Json, ["metadata", "resourceVersion"], undefined);
		for (const { path: at, value } of edits) object = changedAt(object, at, value);
		return object;
	}

	async #clear(paths: ReadonlySet<string>): Promise<void> {
		for (const path of paths) {
			const merge = { "content-type": "application/merge-patch+json" };
			const { status } = await this.#raw("DELETE", `${path}?gracePeriodSeconds=0&propagationPolicy=Background`);
			if (status === 404) continue;
			// A Service that has become a name may have an address that no patch may leave in it.
			const addresses = path.includes("/services/") ? { spec: { clusterIP: null, clusterIPs: null } } : {};
			const body = { metadata: { finalizers: null }, ...addresses };
			const released = await this.#raw("PATCH", path, { headers: merge, body });
			if (released.status >= 400 && released.status !== 404) throw new Error(released.text);
			const left = await this.#raw("GET", path);
			if (left.status !== 404 && isObject(left.body as Json)) throw new Error(`${path} is still there: ${left.text}`);
		}
	}

	#path({ plural, name }: Step): string {
		return `${kinds[plural].prefix}/namespaces/${this.#namespace}/${plural}/${name}`;
	}
}
