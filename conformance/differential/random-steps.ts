import { Choice } from "./choice.ts";
import { isHarmless } from "./harmless.ts";
import { changedAt, type Json, type JsonObject, placesIn, valueAt } from "./json.ts";
import { randomObject } from "./random-object.ts";
import { randomJsonPatch, randomMergePatch, randomPart, randomStrategicPatch } from "./random-patch.ts";
import { type Edit, mediaTypes, type Plural, type Step } from "./step.ts";

const managers = ["alice", "bob", "carol"];
const wrong: readonly Json[] = [null, "text", "", 5, -1, 1.5, true, [], {}, ["text"], { a: "b" }];

/** A sequence of writes that depends on its seed alone. */
export function randomSteps(seed: number): Step[] {
	const choice = new Choice(seed);
	const plural = choice.one<Plural>(["configmaps", "services", "pods", "deployments", "deployments"]);
	const names = choice.chance(0.2) ? ["first", "second"] : ["first"];
	const steps: Step[] = names.map((name) => firstStep(choice, plural, name));
	const length = names.length + 4 + choice.below(7);
	while (steps.length < length) steps.push(randomStep(choice, plural, choice.one(names)));
	return steps;
}

function firstStep(choice: Choice, plural: Plural, name: string): Step {
	return choice.chance(0.7) ? creation(choice, plural, name) : application(choice, plural, name);
}

function randomStep(choice: Choice, plural: Plural, name: string): Step {
	const kind = choice.below(100);
	if (kind < 4) return creation(choice, plural, name);
	if (kind < 24) return replacement(choice, plural, name);
	if (kind < 38) return patch(choice, plural, name, "merge", randomMergePatch(choice, content(choice, plural, name)));
	if (kind < 56) return patch(choice, plural, name, "strategic", randomStrategicPatch(choice, content(choice, plural, name)));
	if (kind < 68) return patch(choice, plural, name, "json", randomJsonPatch(choice, randomObject(choice, plural, name)));
	if (kind < 94) return application(choice, plural, name);
	if (kind < 97) return part(choice, plural, name);
	return {
		verb: "DELETE",
		plural,
		name,
		query: choice.chance(0.3) ? { dryRun: "All" } : { propagationPolicy: "Background", gracePeriodSeconds: "0" },
	};
}

function creation(choice: Choice, plural: Plural, name: string): Step {
	return { verb: "POST", plural, name, query: query(choice), body: spoilt(choice, randomObject(choice, plural, name)) };
}

function replacement(choice: Choice, plural: Plural, name: string): Step {
	const object = randomObject(choice, plural, name);
	const step = { verb: "PUT", plural, name, query: query(choice) } as const;
	// What a Pod is cannot be replaced as a whole.
	if (!choice.chance(plural === "pods" ? 0.1 : 0.5)) return { ...step, edits: randomEdits(choice, object) };
	const stale = choice.chance(0.05) ? changedAt(object, ["metadata", "resourceVersion"], choice.one(["1", "text", "0"])) : object;
	return { ...step, body: spoilt(choice, stale as JsonObject) };
}

function application(choice: Choice, plural: Plural, name: string): Step {
	const { metadata, spec, ...rest } = randomObject(choice, plural, name) as JsonObject & { metadata: JsonObject };
	const paused = plural === "deployments" ? { paused: true } : {};
	const kept = choice.one([0.5, 0.8, 1]);
	const object: JsonObject = {
		...rest,
		...(randomPart(choice, { ...rest, metadata, ...(spec === undefined ? {} : { spec }) }, kept) as JsonObject),
	};
	const { metadata: own = {}, spec: ownSpec, ...others } = object as JsonObject & { metadata?: JsonObject; spec?: JsonObject };
	const body: JsonObject = {
		...others,
		metadata: { ...own, name },
		...(plural === "configmaps" ? {} : { spec: { ...ownSpec, ...paused } }),
	};
	const force = choice.chance(0.4) ? { force: "true" } : {};
	return {
		verb: "PATCH",
		plural,
		name,
		mediaType: mediaTypes.apply,
		query: { ...query(choice), ...force },
		body: spoilt(choice, body),
	};
}

function patch(choice: Choice, plural: Plural, name: string, kind: "merge" | "strategic" | "json", body: Json): Step {
	const sent = kind === "json" ? body : spoilt(choice, body as JsonObject);
	return { verb: "PATCH", plural, name, mediaType: mediaTypes[kind], query: query(choice), body: sent };
}

/** An object without what a patch does not say. */
function content(choice: Choice, plural: Plural, name: string): JsonObject {
	const { apiVersion: _apiVersion, kind: _kind, ...rest } = randomObject(choice, plural, name);
	return rest;
}

/** A write to a part of an object. */
function part(choice: Choice, plural: Plural, name: string): Step {
	if (plural === "deployments") {
		const body = { spec: { replicas: choice.one([0, 1, 2, 3, -1]) } };
		return { verb: "PATCH", plural, name, subresource: "scale", mediaType: mediaTypes.merge, query: query(choice), body };
	}
	if (plural === "configmaps") return application(choice, plural, name);
	const condition = { type: choice.one(["example.com/a", "example.com/b"]), status: choice.one(["True", "False"]) };
	const status =
		plural === "pods"
			? { conditions: [condition], message: choice.one(["", "text"]) }
			: { loadBalancer: { ingress: [{ ip: "192.0.2.9" }] } };
	const metadata = choice.chance(0.3) ? { metadata: { labels: { status: choice.one(["1", "2"]) } } } : {};
	const mediaType = choice.one([mediaTypes.merge, mediaTypes.strategic]);
	return { verb: "PATCH", plural, name, subresource: "status", mediaType, query: query(choice), body: { ...metadata, status } };
}

function query(choice: Choice): Readonly<Record<string, string>> {
	return {
		fieldManager: choice.one(managers),
		...(choice.chance(0.1) ? { dryRun: "All" } : {}),
		...(choice.chance(0.1) ? { fieldValidation: choice.one(["Strict", "Ignore", "Warn"]) } : {}),
	};
}

function randomEdits(choice: Choice, object: JsonObject): Edit[] {
	const places = placesIn(object).filter((path) => path.length > 1 && isHarmless(path));
	return Array.from({ length: 1 + choice.below(4) }, () => {
		const path = places.length === 0 ? ["metadata", "labels"] : choice.one(places);
		const value = valueAt(object, path);
		return value === undefined || choice.chance(0.2) ? { path } : { path, value };
	});
}

/** The object, now and then with a value of the wrong kind or a field that nobody knows. */
function spoilt(choice: Choice, object: JsonObject): JsonObject {
	if (!choice.chance(0.05)) return object;
	const places = placesIn(object).filter((path) => path.length > 0 && isHarmless(path));
	if (places.length === 0) return object;
	const path = choice.one(places);
	const value = valueAt(object, path);
	if (choice.chance(0.3) && typeof value === "object" && value !== null)
		return changedAt(object, [...path, "unknown"], 1) as JsonObject;
	return changedAt(object, path, choice.one(wrong)) as JsonObject;
}
