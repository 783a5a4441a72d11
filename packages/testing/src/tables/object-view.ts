import { valueAt } from "../registry/changes.ts";
import type { Structure } from "../schema/defaults/with-members.ts";
import { selectorText } from "../selectors/selector-text.ts";
import { humanDuration } from "./human-duration.ts";

/** What stands for nothing. */
export const none = "<none>";
/** What stands for what was not set. */
export const unset = "<unset>";

/** An object as the cells of a table read it; paths are dotted. */
export class ObjectView {
	readonly #object: Structure;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;

	constructor(object: Structure, now: number) {
		this.#object = object;
		this.now = now;
	}

	get name(): string {
		return this.text("metadata.name");
	}

	/** Whether its deletion has begun. */
	get isDeleted(): boolean {
		return this.value("metadata.deletionTimestamp") !== undefined;
	}

	/** How long it has been there. */
	get age(): string {
		return this.since("metadata.creationTimestamp");
	}

	/** The value at a path, or the whole object. */
	value(path?: string): unknown {
		if (path === undefined) return this.#object;
		return valueAt(this.#object, path) ?? undefined;
	}

	/** A text, or a number as one. */
	text(path: string, absent = ""): string {
		const value = this.value(path);
		return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : absent;
	}

	number(path: string): number {
		const value = this.value(path);
		return typeof value === "number" ? value : 0;
	}

	flag(path: string): boolean {
		return this.value(path) === true;
	}

	/** The elements of a list, each to be read on its own. */
	list(path: string): ObjectView[] {
		const value = this.value(path);
		return Array.isArray(value) ? value.map((element) => new ObjectView(element as Structure, this.now)) : [];
	}

	texts(path: string): string[] {
		const value = this.value(path);
		return Array.isArray(value) ? value.map(String) : [];
	}

	/** The entries of a map, by their keys. */
	entries(path: string): [key: string, value: string][] {
		const value = this.value(path);
		if (typeof value !== "object" || value === null) return [];
		return Object.entries(value as Record<string, string>).toSorted(([a], [b]) => (a < b ? -1 : 1));
	}

	/** How long a time is ago. */
	since(path: string): string {
		const time = this.text(path);
		return time === "" ? "<unknown>" : humanDuration(this.now - Date.parse(time));
	}

	/** Labels, or a selector that is a plain map. */
	labels(path: string): string {
		const pairs = this.entries(path).map(([key, value]) => `${key}=${value}`);
		return pairs.length === 0 ? none : pairs.join(",");
	}

	/** A selector with labels and expressions. */
	selector(path: string): string {
		return selectorText(this.value(path)) || none;
	}

	/** The names and the images of the containers of a spec of Pods. */
	containers(path: string): [names: string, images: string] {
		const containers = this.list(`${path}.containers`);
		return [containers.map((one) => one.text("name")).join(","), containers.map((one) => one.text("image")).join(",")];
	}

	/** Whether a condition holds. */
	holds(type: string): boolean {
		return this.list("status.conditions").some((one) => one.text("type") === type && one.text("status") === "True");
	}
}

/** The first few of a list, and how many more there are. */
export function fewOf(items: readonly string[], most: number, separator = ","): string {
	const shown = items.slice(0, most).join(separator);
	return items.length > most ? `${shown} + ${items.length - most} more...` : shown;
}
