import { Api, type Client, compareResourceVersions } from "kubex";
import { ConfigMap, Secret } from "kubex/k8s/v1_35/core/v1";

interface Entry {
	readonly name: string;
	/** Absent after a deletion. */
	readonly object: ConfigMap | undefined;
	/** When it was written at the earliest: the server does not say when exactly it deleted something. */
	readonly earliest: string;
	/** When it was written at the latest. */
	readonly latest: string;
}

const names = Array.from({ length: 40 }, (_, index) => `c${index}`);
const colours = ["red", "blue"];

/** Writes at random and keeps the books: what there was at each resourceVersion. */
export class Ledger {
	readonly #api: Api<ConfigMap>;
	readonly #secrets: Api<Secret>;
	readonly #random: () => number;
	readonly #current = new Map<string, ConfigMap>();
	#entries: Entry[] = [];
	#writes = 0;

	constructor(client: Client, namespace: string, random: () => number) {
		this.#api = new Api(ConfigMap, { client, namespace });
		// Of another kind, so that the faults of this one are left to its readers.
		this.#secrets = new Api(Secret, { client, namespace });
		this.#random = random;
	}

	/** How many writes there were. */
	get writes(): number {
		return this.#writes;
	}

	/** The objects that there are now, by name. */
	get current(): ReadonlyMap<string, ConfigMap> {
		return this.#current;
	}

	/** Whether a reader that has seen everything up to a resourceVersion may hold what a summary says. */
	admits(resourceVersion: string, summary: readonly string[], chooses: (object: ConfigMap) => boolean): boolean {
		const state = new Map<string, ConfigMap>();
		const accepted: string[] = [];
		const accept = (): void => void accepted.push(JSON.stringify(summaryOf(state.values(), chooses)));
		for (const { earliest, latest, name, object } of this.#entries) {
			if (isAfter(earliest, resourceVersion)) break;
			// It may have been written before that version, or after it.
			if (isAfter(latest, resourceVersion)) accept();
			if (object === undefined) state.delete(name);
			else state.set(name, object);
		}
		accept();
		return accepted.includes(JSON.stringify(summary));
	}

	/** Creates, changes, deletes, or deletes and creates anew. */
	async write(): Promise<void> {
		const name = names[Math.floor(this.#random() * names.length)] ?? "";
		const held = this.#current.get(name);
		const dice = this.#random();
		if (held === undefined) await this.#create(name);
		else if (dice < 0.6) await this.#change(held);
		else {
			await this.#delete(held);
			if (dice < 0.8) await this.#create(name);
		}
	}

	/** Reads the whole state anew, as after a restore from a backup: what was written before it need not be true any more. */
	async audit(): Promise<void> {
		const { items } = await this.#api.list();
		this.#current.clear();
		for (const item of items) if (names.includes(item.metadata.name)) this.#current.set(item.metadata.name, item);
		this.#entries = [...this.#current.values()]
			.toSorted((a, b) => compareResourceVersions(a.metadata.resourceVersion, b.metadata.resourceVersion) ?? 0)
			.map((object) => entryOf(object));
	}

	async #create(name: string): Promise<void> {
		this.#book(await this.#api.create({ metadata: { name, labels: this.#labels() }, data: this.#data() }));
	}

	async #change(held: ConfigMap): Promise<void> {
		const { name } = held.metadata;
		this.#book(await this.#api.replace(name, { metadata: { name, labels: this.#labels() }, data: this.#data() }));
	}

	async #delete(held: ConfigMap): Promise<void> {
		const { name, uid } = held.metadata;
		const earliest = await this.#now();
		await this.#api.delete(name, { preconditions: { uid } });
		this.#writes += 1;
		this.#current.delete(name);
		this.#entries.push({ name, object: undefined, earliest, latest: await this.#now() });
	}

	/** The version of the newest state. */
	async #now(): Promise<string> {
		return (await this.#secrets.list({ limit: 1 })).metadata.resourceVersion ?? "";
	}

	#book(object: ConfigMap): void {
		this.#writes += 1;
		this.#current.set(object.metadata.name, object);
		this.#entries.push(entryOf(object));
	}

	#labels(): Record<string, string> {
		return { colour: colours[Math.floor(this.#random() * colours.length)] ?? "" };
	}

	#data(): Record<string, string> {
		return { n: String(this.#writes) };
	}
}

/** Name and resourceVersion of the chosen objects, in order. */
export function summaryOf(objects: Iterable<Versioned>, chooses: (object: ConfigMap) => boolean): readonly string[] {
	return [...objects]
		.filter((object) => chooses(object as ConfigMap))
		.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`)
		.toSorted();
}

/** The least of an object that summaries show. */
interface Versioned {
	readonly metadata: { readonly name?: string; readonly resourceVersion?: string };
}

function entryOf(object: ConfigMap): Entry {
	const { name, resourceVersion } = object.metadata;
	return { name, object, earliest: resourceVersion, latest: resourceVersion };
}

function isAfter(resourceVersion: string, other: string): boolean {
	return (compareResourceVersions(resourceVersion, other) ?? 0) > 0;
}
