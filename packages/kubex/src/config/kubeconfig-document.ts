import { dirname, resolve } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { isRecord } from "./is-record.ts";
import { type Entry, pathFrom, type Section, sections } from "./kubeconfig-entry.ts";

/** An element of one of the lists, as it stands in its file. */
export interface Item {
	readonly element: unknown;
	readonly source: string;
}

/** A kubeconfig as data: everything that its files say, in their order. */
export interface KubeconfigDocument {
	/** The files, in the order in which they win. */
	readonly sources: readonly string[];
	/** The file that says which context is the current one. */
	readonly currentContextSource?: string | undefined;
	/** The members at the top, without the lists. */
	readonly members: Readonly<Record<string, unknown>>;
	readonly items: Readonly<Record<Section, readonly Item[]>>;
}

/** @throws ConfigurationError for anything but a mapping with lists in it. */
export function readDocument(value: unknown, source: string): KubeconfigDocument {
	const document = value ?? {};
	if (!isRecord(document)) throw new ConfigurationError(`${source}: a kubeconfig must be a mapping`);
	const list = (section: Section): Item[] => {
		const elements = document[section] ?? [];
		if (!Array.isArray(elements)) throw new ConfigurationError(`${source}: ${section} must be a list`);
		return elements.map((element: unknown) => ({ element, source }));
	};
	const { clusters: _clusters, contexts: _contexts, users: _users, ...members } = document;
	const said = (document["current-context"] ?? "") !== "";
	return {
		sources: [source],
		currentContextSource: said ? source : undefined,
		members,
		items: { clusters: list("clusters"), contexts: list("contexts"), users: list("users") },
	};
}

/** Joins documents: of entries of one name, and of members, the first wins as a whole; nothing is merged within. */
export function mergeDocuments(documents: readonly KubeconfigDocument[]): KubeconfigDocument {
	const join = (section: Section): readonly Item[] => {
		const taken = new Set<string>();
		return documents.flatMap(({ items }) => {
			const kept = items[section].filter(({ element }) => !taken.has(nameOf(element) ?? ""));
			// Twice in one file stays twice: it is a mistake there.
			for (const { element } of kept) taken.add(nameOf(element) ?? "");
			taken.delete("");
			return kept;
		});
	};
	const members: Record<string, unknown> = {};
	for (const document of documents) {
		for (const [name, value] of Object.entries(document.members)) {
			// Empty is absent, so that a later file may say it.
			if (members[name] === undefined || members[name] === null || members[name] === "") members[name] = value;
		}
	}
	return {
		sources: documents.flatMap(({ sources }) => sources),
		currentContextSource: documents.find(({ currentContextSource }) => currentContextSource !== undefined)?.currentContextSource,
		members,
		items: { clusters: join("clusters"), contexts: join("contexts"), users: join("users") },
	};
}

/** The names of a list, each once. */
export function namesOf(document: KubeconfigDocument, section: Section): readonly string[] {
	return [...new Set(document.items[section].map(({ element }) => nameOf(element)).filter((name) => name !== undefined))];
}

/**
 * The entry of a name.
 *
 * @throws ConfigurationError when its file has two of the name, which kubectl refuses as well.
 */
export function findEntry(document: KubeconfigDocument, section: Section, name: string): Entry | undefined {
	const found = document.items[section].filter(({ element }) => nameOf(element) === name);
	const [item] = found;
	if (item === undefined) return undefined;
	const kind = sections[section];
	const place = `${item.source}: ${kind} ${JSON.stringify(name)}`;
	if (found.length > 1) throw new ConfigurationError(`${place} stands there ${found.length} times`);
	const value = isRecord(item.element) ? (item.element[kind] ?? {}) : {};
	if (!isRecord(value)) throw new ConfigurationError(`${place} must have a mapping under ${kind}`);
	return { kind, name, value, source: item.source };
}

/** The document with another value under a name, or without the name; what else its element says stays. */
export function withEntry(
	document: KubeconfigDocument,
	section: Section,
	name: string,
	value: Readonly<Record<string, unknown>> | undefined,
): KubeconfigDocument {
	const list = document.items[section];
	const at = list.findIndex(({ element }) => nameOf(element) === name);
	const former = list[at];
	const rest = list.filter(({ element }) => nameOf(element) !== name);
	if (value !== undefined) {
		const element = { ...(isRecord(former?.element) ? former.element : {}), name, [sections[section]]: value };
		const source = former?.source ?? document.sources[0] ?? "kubeconfig";
		rest.splice(at === -1 ? rest.length : at, 0, { element, source });
	}
	return { ...document, items: { ...document.items, [section]: rest } };
}

/** The value to write to a file: paths that started from another folder are absolute. */
export function documentFor(document: KubeconfigDocument, path: string): Readonly<Record<string, unknown>> {
	const folder = dirname(resolve(path));
	const list = (section: Section): unknown[] =>
		document.items[section].map(({ element, source }) =>
			dirname(resolve(source)) === folder ? element : withAbsolutePaths(element, section, source),
		);
	const { apiVersion = "v1", kind = "Config", ...members } = document.members;
	return {
		apiVersion,
		kind,
		...members,
		clusters: list("clusters"),
		contexts: list("contexts"),
		users: list("users"),
	};
}

const pathFields = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

function withAbsolutePaths(element: unknown, section: Section, source: string): unknown {
	const kind = sections[section];
	if (!isRecord(element) || !isRecord(element[kind])) return element;
	const value: Record<string, unknown> = { ...element[kind] };
	for (const field of pathFields) {
		const path = value[field];
		if (typeof path === "string" && path !== "") value[field] = pathFrom({ source }, path);
	}
	const { exec } = value;
	if (isRecord(exec) && typeof exec["command"] === "string" && /[/\\]/.test(exec["command"])) {
		value["exec"] = { ...exec, command: pathFrom({ source }, exec["command"]) };
	}
	return { ...element, [kind]: value };
}

function nameOf(element: unknown): string | undefined {
	return isRecord(element) && typeof element["name"] === "string" ? element["name"] : undefined;
}
