import { moduleSpecifier } from "./module-path.ts";
import type { TextWriter } from "./text-writer.ts";

/** The names that a module takes from others. */
export class ModuleImports {
	readonly #path: string;
	readonly #meta: string;
	readonly #own: ReadonlySet<string>;
	readonly #bySpecifier = new Map<string, Map<string, string>>();
	#resource = false;

	/**
	 * @param path - The module's path.
	 * @param meta - The specifier of `kubex/meta`.
	 * @param own - The names that the module declares.
	 */
	constructor(path: string, meta: string, own: ReadonlySet<string>) {
		this.#path = path;
		this.#meta = meta;
		this.#own = own;
	}

	/** Takes a type from `kubex/meta` and returns its local name. */
	meta(name: string): string {
		return this.#take(this.#meta, name, `Meta${name}`);
	}

	/** Takes a type from another generated module and returns its local name. */
	model(path: string, name: string): string {
		if (path === this.#path) return name;
		const [folder = ""] = path.split("/");
		return this.#take(moduleSpecifier(this.#path, path), name, `${folder.charAt(0).toUpperCase()}${folder.slice(1)}${name}`);
	}

	/** Takes the function that makes descriptors. */
	resource(): string {
		this.#resource = true;
		return "resource";
	}

	#take(specifier: string, name: string, alias: string): string {
		let names = this.#bySpecifier.get(specifier);
		if (names === undefined) this.#bySpecifier.set(specifier, (names = new Map()));
		const local = this.#own.has(name) ? alias : name;
		names.set(name, local);
		return local;
	}

	/** Writes the import declarations, the packages' first. */
	write(writer: TextWriter): void {
		const specifiers = [...this.#bySpecifier.keys()].toSorted((a, b) => isRelative(a) - isRelative(b) || (a < b ? -1 : 1));
		if (this.#resource) writer.line(`import { resource } from "${this.#meta}";`);
		for (const specifier of specifiers) {
			const names = [...(this.#bySpecifier.get(specifier) ?? [])]
				.map(([name, local]) => (name === local ? name : `${name} as ${local}`))
				.toSorted();
			writer.list("import type {", names, `} from "${specifier}";`, ",");
		}
	}
}

const isRelative = (specifier: string): number => (specifier.startsWith(".") ? 1 : 0);
