import type { KubernetesObject } from "../kubernetes-object.ts";
import type { FieldsV1 } from "../meta/json.ts";
import type { ApplyConfiguration, SubresourceConfiguration } from "../patches/apply-configuration.ts";
import { fieldStep, fieldsAt, stepsBelow } from "./fields-v1.ts";

/** Which of a manager's fields are extracted. */
export interface ExtractOptions {
	/** Those that it has applied through this subresource, such as `status`. */
	readonly subresource: string;
}

/**
 * What a manager has applied to an object, as a configuration that can be changed and applied again without giving up anything.
 * Only its name is left where it has applied nothing. Without the kind's schema, a value that the manager owns without naming
 * anything below is taken whole, unless somebody else owns a part of it.
 *
 * @throws TypeError when the fields were applied in another version than the object was read in.
 *
 * @example
 * ```ts
 * const mine = extract(await deployments.get("web"), "me");
 * mine.metadata.labels = { ...mine.metadata.labels, env: "staging" };
 * await deployments.apply(mine, { fieldManager: "me" });
 * ```
 */
export function extract<K extends KubernetesObject>(object: K, fieldManager: string): ApplyConfiguration<K>;
/** What a manager has applied to a subresource of an object. */
export function extract<K extends KubernetesObject>(
	object: K,
	fieldManager: string,
	options: ExtractOptions,
): SubresourceConfiguration<K>;
export function extract(object: KubernetesObject, fieldManager: string, options?: ExtractOptions): object {
	const { apiVersion, kind, metadata } = object;
	const entries = metadata.managedFields ?? [];
	const own = entries.find(
		(entry) =>
			entry.manager === fieldManager && entry.operation === "Apply" && (entry.subresource ?? "") === (options?.subresource ?? ""),
	);
	const others = entries.flatMap((entry) => (entry === own || entry.fieldsV1 === undefined ? [] : [entry.fieldsV1]));
	if (own?.apiVersion !== undefined && own.apiVersion !== apiVersion) {
		throw new TypeError(
			`${fieldManager} has applied this ${kind} as ${own.apiVersion}; read it in that version, not as ${apiVersion}`,
		);
	}
	const fields = (own?.fieldsV1 === undefined ? {} : extracted(object, own.fieldsV1, others)) as Partial<KubernetesObject>;
	return {
		...fields,
		apiVersion,
		kind,
		metadata: {
			...fields.metadata,
			name: metadata.name,
			...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
		},
	};
}

/** The part of a value that is in a set; `others` are what the other managers have at the same path. */
function extracted(value: unknown, fields: FieldsV1, others: readonly FieldsV1[]): unknown {
	const steps = stepsBelow(fields);
	if (steps.length === 0) return owned(value, others);
	if (Array.isArray(value)) return extractedItems(value, steps, others);
	const object = value as Readonly<Record<string, unknown>>;
	const members: Record<string, unknown> = {};
	for (const [key, below] of steps) {
		const step = fieldStep(key);
		if (step.kind !== "member" || !Object.hasOwn(object, step.name)) continue;
		define(members, step.name, extracted(object[step.name], below, othersAt(others, key)));
	}
	return members;
}

/** In the order of the object, which is that of the server. */
function extractedItems(
	items: readonly unknown[],
	steps: readonly [key: string, below: FieldsV1][],
	others: readonly FieldsV1[],
): unknown[] {
	const known = steps.map(([key, below]) => ({ key, below, step: fieldStep(key) }));
	return items.flatMap((item, index) => {
		const match = known.find(({ step }) => {
			if (step.kind === "index") return step.index === index;
			if (step.kind === "value") return same(step.value, item);
			return step.kind === "keys" && Object.entries(step.keys).every(([name, value]) => same(value, memberOf(item, name)));
		});
		if (match === undefined) return [];
		const part = extracted(item, match.below, othersAt(others, match.key));
		return [match.step.kind === "keys" ? withKeys(part as object, match.step.keys) : part];
	});
}

/** A key that is not the manager's beside one that is was a default, and will be one again; without any, the item would be another one. */
function withKeys(part: object, keys: Readonly<Record<string, unknown>>): object {
	return Object.keys(keys).some((name) => Object.hasOwn(part, name)) ? part : { ...keys, ...part };
}

/** A value whose parts are nobody's is the manager's as a whole; otherwise only that it is there at all. */
function owned(value: unknown, others: readonly FieldsV1[]): unknown {
	const isShared = others.some((fields) => stepsBelow(fields).length > 0);
	if (!isShared || typeof value !== "object" || value === null) return structuredClone(value);
	return Array.isArray(value) ? [] : {};
}

function othersAt(others: readonly FieldsV1[], key: string): FieldsV1[] {
	return others.map((fields) => fieldsAt(fields, key)).filter((fields) => fields !== undefined);
}

function memberOf(item: unknown, name: string): unknown {
	return typeof item === "object" && item !== null && Object.hasOwn(item, name)
		? (item as Readonly<Record<string, unknown>>)[name]
		: undefined;
}

function same(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A member may be called `__proto__`. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
	Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}
