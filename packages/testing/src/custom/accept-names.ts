import { type Definition, type DefinitionNames, holds, withCondition } from "./definition.ts";

/** A definition with those of its names accepted that no other one of its group has, and with conditions that say so. */
export function accept(definition: Definition, others: readonly Definition[], now: string): Definition {
	const { names } = definition.spec;
	const { acceptedNames } = definition.status;
	if (sameNames(names, acceptedNames)) return definition;
	const taken = takenNames(definition, others);
	let conflict: readonly [reason: string, message: string] | undefined;
	const accepted: Record<string, unknown> = {};
	for (const field of ["plural", "singular", "shortNames", "kind", "listKind"] as const) {
		const used = field === "kind" || field === "listKind" ? taken.kinds : taken.resources;
		const message = conflictOf(names[field], acceptedNames[field], used);
		if (message !== undefined) conflict = [`${field[0]?.toUpperCase()}${field.slice(1)}Conflict`, message];
		accepted[field] = message === undefined ? names[field] : acceptedNames[field];
	}
	const { plural, singular, shortNames, kind, listKind } = accepted as unknown as DefinitionNames;
	const next: DefinitionNames = {
		...(names.categories === undefined ? {} : { categories: names.categories }),
		kind,
		...(listKind === undefined ? {} : { listKind }),
		plural,
		...(shortNames === undefined ? {} : { shortNames }),
		...(singular === undefined ? {} : { singular }),
	};
	const named = { ...definition, status: { ...definition.status, acceptedNames: next } };
	const [reason, message] = conflict ?? ["NoConflicts", "no conflicts found"];
	const status = conflict === undefined ? "True" : "False";
	return withInstallation(withCondition(named, { type: "NamesAccepted", status, reason, message }, now), status === "True", now);
}

/** A definition whose kind is served from now on. */
export function establish(definition: Definition, now: string): Definition {
	return withCondition(
		definition,
		{
			type: "Established",
			status: "True",
			reason: "InitialNamesAccepted",
			message: "the initial names have been accepted",
		},
		now,
	);
}

/** What is established once stays so, whatever becomes of the names. */
function withInstallation(definition: Definition, accepted: boolean, now: string): Definition {
	if (holds(definition, "Established")) return definition;
	const known = (definition.status.conditions ?? []).some(({ type }) => type === "Established");
	if (known && !accepted) return definition;
	const [reason, message] = accepted
		? ["Installing", "the initial names have been accepted"]
		: ["NotAccepted", "not all names are accepted"];
	return withCondition(definition, { type: "Established", status: "False", reason, message }, now);
}

function takenNames(
	{ metadata, spec }: Definition,
	others: readonly Definition[],
): { resources: Set<string>; kinds: Set<string> } {
	const resources = new Set<string>();
	const kinds = new Set<string>();
	for (const other of others) {
		if (other.spec.group !== spec.group || other.metadata.name === metadata.name) continue;
		const { plural, singular = "", shortNames = [], kind, listKind = "" } = other.status.acceptedNames;
		for (const name of [plural, singular, ...shortNames]) resources.add(name);
		for (const name of [kind, listKind]) kinds.add(name);
	}
	return { resources, kinds };
}

/** Why a name cannot be had; `undefined` when it can. */
function conflictOf(
	wanted: string | readonly string[] | undefined,
	accepted: string | readonly string[] | undefined,
	used: ReadonlySet<string>,
): string | undefined {
	const own = new Set([accepted ?? []].flat());
	const texts = [wanted ?? []]
		.flat()
		.filter((name) => !own.has(name) && used.has(name))
		.map((name) => `${JSON.stringify(name)} is already in use`);
	if (texts.length === 0) return undefined;
	return texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
}

function sameNames(a: DefinitionNames, b: DefinitionNames): boolean {
	return textOf(a) === textOf(b);
}

function textOf({ plural, singular, shortNames, kind, listKind, categories }: DefinitionNames): string {
	return JSON.stringify([plural, singular, shortNames, kind, listKind, categories]);
}
