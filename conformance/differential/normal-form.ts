import { asText, isObject, type Json, type JsonObject } from "./json.ts";
import type { Step } from "./step.ts";

/** What an answer says, in a form that is the same on every server that does the same. */
export interface Outcome {
	readonly status: number;
	readonly body: Json;
}

const uid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const address = /\b10\.96\.\d+\.\d+\b/g;
const serviceAccountVolume = /kube-api-access-[a-z0-9]{5}/g;
const generatedName = /\b(generated-|Not_Valid)[bcdfghjklmnpqrstvwxz2456789]{5}\b/g;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Brings the answers of one sequence into a normal form: what servers choose becomes a number, in the order of its appearance. */
export class NormalForm {
	readonly #namespace: string;
	readonly #names = new Map<string, string>();
	readonly #versions = new Map<string, string>();

	constructor(namespace: string) {
		this.#namespace = namespace;
	}

	/** The normal form of the answer to a step. */
	outcome(step: Step, status: number, body: Json): Outcome {
		if (status >= 400 || !isObject(body) || body["kind"] === "Status") return { status, body: this.#refusal(step, status, body) };
		return { status, body: this.#value(this.#object(step, body)) };
	}

	#object(step: Step, { metadata, status, ...rest }: JsonObject): JsonObject {
		const { managedFields, resourceVersion, annotations, ...others } = isObject(metadata) ? metadata : {};
		const owners = isObject(metadata) && Array.isArray(managedFields) ? sortedOwners(managedFields as readonly Json[]) : [];
		// A controller writes the status of Deployments, and so new versions, whenever it likes.
		const controlled = step.plural === "deployments";
		return {
			...rest,
			metadata: {
				...others,
				...(controlled ? {} : { resourceVersion: this.#version(step, resourceVersion) }),
				...withoutRevision(annotations),
				...(owners.length === 0 ? {} : { managedFields: owners }),
			},
			// A controller gives up Pods that are to go and that no node has.
			...(controlled || others["deletionTimestamp"] !== undefined || status === undefined ? {} : { status }),
		};
	}

	/** Whether the version is another one than the step before has seen. */
	#version({ name, query, subresource }: Step, version: Json | undefined): string {
		if (typeof version !== "string") return "none";
		const before = this.#versions.get(name);
		if (query?.["dryRun"] === undefined && subresource !== "scale") this.#versions.set(name, version);
		return version === before ? "as before" : "another";
	}

	#refusal(step: Step, status: number, body: Json): Json {
		const value = this.#value(body);
		if (!isObject(value)) return value;
		// Which order is looked at first is a matter of chance.
		if (status === 500 && hasSeveralOrders(step.body ?? null)) return { ...value, message: "one of several orders is refused" };
		const { message, details } = value;
		// The text that a patch makes of an object has its fields in an order of its own, and so are the unknown ones told.
		const shorten = (told: string): string => withoutDump(step.verb === "PATCH" ? withSortedFields(told) : told);
		const shown = typeof message === "string" ? { message: shorten(withoutChance(message)) } : {};
		if (!isObject(details) || !Array.isArray(details["causes"])) return { ...value, ...shown };
		const causes = (details["causes"] as readonly JsonObject[]).map((cause) => ({
			...cause,
			message: shorten(asText(cause["message"])),
		}));
		// The causes of conflicts come in the order of a hash.
		const ordered = value["reason"] === "Conflict" ? causes.toSorted((a, b) => compare(text(a), text(b))) : causes;
		return { ...value, ...shown, details: { ...details, causes: ordered } };
	}

	#value(value: Json, name = ""): Json {
		if (Array.isArray(value)) return (value as readonly Json[]).map((item) => this.#value(item));
		if (isObject(value)) {
			return Object.fromEntries(
				Object.entries(value)
					.toSorted(([a], [b]) => compare(a, b))
					.map(([key, item]) => [this.#text(key), this.#value(item, key)]),
			);
		}
		if (typeof value === "number" && /nodePort$/i.test(name) && value >= 30_000) return this.#name("port", asText(value));
		return typeof value === "string" ? this.#text(value) : value;
	}

	#text(value: string): string {
		if (time.test(value)) return "time";
		return value
			.replace(uid, (found) => this.#name("uid", found))
			.replace(address, (found) => this.#name("address", found))
			.replace(/(nodePort"?:)(3\d{4})/gi, (_all, before: string, port: string) => `${before}${this.#name("port", port)}`)
			.replace(
				/(Duplicate value: |duplicate nodePort: \{\w+ )(3[0-2]\d{3})\b/g,
				(_all, before: string, port: string) => `${before}${this.#name("port", port)}`,
			)
			.replace(serviceAccountVolume, "kube-api-access")
			.replace(generatedName, "$1suffix")
			.replaceAll(this.#namespace, "namespace");
	}

	#name(kind: string, found: string): string {
		const known = this.#names.get(found);
		if (known !== undefined) return known;
		const name = `${kind} ${[...this.#names.values()].filter((other) => other.startsWith(kind)).length + 1}`;
		this.#names.set(found, name);
		return name;
	}
}

/** Without times, without what controllers own, in an order that does not depend on the times. */
function sortedOwners(entries: readonly Json[]): Json[] {
	const sorted = entries
		.filter(isObject)
		.filter(({ manager }) => manager !== "kube-controller-manager")
		.map(({ time: _time, ...entry }) => entry);
	const key = (entry: JsonObject): string =>
		["operation", "subresource", "manager", "apiVersion"].map((name) => asText(entry[name] ?? "")).join("\n");
	return sorted.toSorted((a, b) => compare(key(a), key(b)));
}

/** A controller numbers the revisions of Deployments in an annotation. */
function withoutRevision(annotations: Json | undefined): JsonObject {
	if (!isObject(annotations)) return {};
	const { "deployment.kubernetes.io/revision": _revision, ...others } = annotations;
	return Object.keys(others).length === 0 ? {} : { annotations: others };
}

const dump = /(\(allow it to be set to 1 if it was previously negative\)\n)[\s\S]*/;

/** A refused patch shows the whole object as it would be, with its versions and times. */
const shownObject = /Invalid value: "\{\\"[\s\S]*\}": (?=[^"])/;

/** Labels that are empty and labels that are absent are one and the same but for this text. */
const noLabels = /Invalid value: null(: `selector` does not match template `labels`)/;

/** Servers list what has changed of a Pod in the syntax of their own types, which is left out. */
function withoutDump(message: string): string {
	return message.replace(dump, "$1").replace(shownObject, "Invalid value: the object: ").replace(noLabels, "Invalid value: {}$1");
}

const unknownField = /^(failed to create typed patch object \([^)]*\): )[\s\S]*field not declared in schema[\s\S]*$/;

/** A configuration that does not fit is looked through in the order of a hash, as far as the first field that is not known. */
function withoutChance(message: string): string {
	const [first = "", ...lines] = message.replace(unknownField, "$1field not declared in schema").split("\n  ");
	return [first, ...lines.toSorted()].join("\n  ");
}

function text(value: JsonObject): string {
	return `${asText(value["field"])} ${JSON.stringify(value)}`;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether some object of a patch brings more than one list into order. */
function hasSeveralOrders(patch: Json): boolean {
	if (Array.isArray(patch)) return (patch as readonly Json[]).some(hasSeveralOrders);
	if (!isObject(patch)) return false;
	const orders = Object.keys(patch).filter((key) => key.startsWith("$setElementOrder/"));
	return orders.length > 1 || Object.values(patch).some(hasSeveralOrders);
}

const unknownFields = /(strict decoding error: )(.*)$/;

function withSortedFields(message: string): string {
	return message.replace(
		unknownFields,
		(_all, before: string, fields: string) => before + fields.split(", ").toSorted().join(", "),
	);
}
