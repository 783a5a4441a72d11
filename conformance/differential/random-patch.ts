import type { Choice } from "./choice.ts";
import { isHarmless } from "./harmless.ts";
import { isObject, type Json, type JsonObject, placesIn, valueAt } from "./json.ts";

/** The members that tell the elements of lists apart, which a part of an object keeps. */
const keys = new Set([
	"name",
	"containerPort",
	"protocol",
	"port",
	"mountPath",
	"uid",
	"topologyKey",
	"whenUnsatisfiable",
	"ip",
	"key",
]);

/** A part of an object, as somebody would apply it who cares about this part alone. */
export function randomPart(choice: Choice, value: Json, kept = 0.65): Json {
	if (Array.isArray(value)) return (value as readonly Json[]).map((item) => randomPart(choice, item, kept));
	if (!isObject(value)) return value;
	const members = Object.entries(value).filter(([name]) => keys.has(name) || name === "schedulerName" || choice.chance(kept));
	return Object.fromEntries(members.map(([name, member]) => [name, randomPart(choice, member, kept)]));
}

/** A merge patch that takes an object into the direction of another. */
export function randomMergePatch(choice: Choice, value: Json): Json {
	if (!isObject(value)) return value;
	const members = Object.entries(value).filter(([name]) => name === "paused" || choice.chance(0.45));
	return Object.fromEntries(
		members.map(([name, member]) => [name, name !== "paused" && choice.chance(0.1) ? null : randomMergePatch(choice, member)]),
	);
}

/** A strategic merge patch, directives included, that takes an object into the direction of another. */
export function randomStrategicPatch(choice: Choice, value: Json, inList = false): Json {
	if (Array.isArray(value)) return (value as readonly Json[]).map((item) => randomStrategicPatch(choice, item, true));
	if (!isObject(value)) return value;
	if (inList && choice.chance(0.12)) return { ...keysOf(value), $patch: randomDirective(choice, "delete") };
	const patch: Record<string, Json> = {};
	for (const [name, member] of Object.entries(value)) {
		if (!(inList && keys.has(name)) && name !== "paused" && !choice.chance(0.5)) continue;
		if (name !== "paused" && choice.chance(0.06)) patch[name] = null;
		else if (Array.isArray(member)) addList(choice, patch, name, member as readonly Json[]);
		else patch[name] = randomStrategicPatch(choice, member);
	}
	const { spec, paused } = value;
	// A Deployment has to stay paused.
	if (spec === undefined && paused === undefined) {
		if (choice.chance(0.04)) patch["$patch"] = randomDirective(choice, "replace");
		if (choice.chance(0.04))
			patch["$retainKeys"] = choice.chance(0.9) ? Object.keys(patch).filter((name) => !name.startsWith("$")) : ["other"];
	}
	return patch;
}

/** Lists of objects that have an order to be asked for; a real server breaks off when it is asked for that of others. */
const ordered = new Set(
	"containers initContainers volumes env ports volumeMounts imagePullSecrets topologySpreadConstraints hostAliases ownerReferences".split(
		" ",
	),
);

/** Which of several wrong directives is told is a matter of chance on a real server, so there are hardly ever two. */
function randomDirective(choice: Choice, usual: string): string {
	return choice.odd() ? choice.one(["merge", "other"]) : choice.one([usual, usual, "delete", "replace"]);
}

function addList(choice: Choice, patch: Record<string, Json>, name: string, list: readonly Json[]): void {
	const scalars = list.length > 0 && list.every((item) => !isObject(item));
	let deleted: readonly Json[] = [];
	if (scalars && choice.chance(0.3)) {
		deleted = choice.some(list);
		patch[`$deleteFromPrimitiveList/${name}`] = deleted;
		if (choice.chance(0.5)) return;
	}
	// What is added and deleted at once is there afterwards or not: a real server meets the two in an order of chance.
	const changes = (randomStrategicPatch(choice, list) as readonly Json[]).filter((item) => !deleted.includes(item));
	if (choice.chance(0.85)) patch[name] = choice.chance(0.05) ? [...changes, { $patch: "replace" }] : changes;
	if (choice.chance(0.2) && (scalars || ordered.has(name))) {
		const wanted = list.map((item) => (isObject(item) ? keysOf(item) : item));
		patch[`$setElementOrder/${name}`] = choice.chance(0.5) ? wanted.toReversed() : choice.chance(0.8) ? wanted : wanted.slice(1);
	}
}

function keysOf(value: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(value).filter(([name]) => keys.has(name)));
}

const badPaths = [
	"",
	"/",
	"spec",
	"/none/there",
	"/metadata/labels/~0a~1b",
	"/metadata/finalizers/-",
	"/metadata/finalizers/-1",
	"/metadata/finalizers/9",
	"/metadata/labels/~2",
];

/** A JSON patch with places and values of another object. */
export function randomJsonPatch(choice: Choice, value: Json): Json {
	const places = placesIn(value).filter((path) => path.length > 1 && isHarmless(path));
	const pointer = (): string => {
		if (places.length === 0 || choice.chance(0.06)) return choice.one(badPaths);
		const path = choice.one(places);
		return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
	};
	const operations: Json[] = [];
	const count = 1 + choice.below(3);
	while (operations.length < count) {
		const path = pointer();
		const op = choice.one(["add", "add", "add", "replace", "replace", "remove", "test", "copy", "move"]);
		const found = path === "" ? { x: 1 } : valueOf(choice, value, path);
		if (op === "add" || op === "replace" || op === "test") operations.push({ op, path, value: found });
		else if (op === "remove") operations.push({ op, path });
		else operations.push({ op, from: pointer(), path });
	}
	if (choice.chance(0.03))
		operations.push(
			choice.one<Json>([
				{ op: "other", path: "/a" },
				{ op: "add", path: "/data" },
				{ op: "copy", path: "/a" },
				{ path: "/a" },
				"text",
			]),
		);
	return operations;
}

function valueOf(choice: Choice, value: Json, pointer: string): Json {
	const path = pointer
		.split("/")
		.slice(1)
		.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
	if (choice.chance(0.1)) return choice.one<Json>([null, "", "x", {}, [], 1]);
	return valueAt(value, path) ?? "x";
}
