import type { Schema } from "@kubex/openapi";
import { goPrint, goSyntax } from "../status/go-print.ts";
import { describePath, fieldElement, type PathElement } from "./path-element.ts";
import { InvalidElement, type Structure, type Structures } from "./structures.ts";

/** What is wrong with a configuration that is to be applied, in the server's words; `undefined` when it fits its schema. */
export function configurationProblem(structures: Structures, schema: Schema, configuration: unknown): string | undefined {
	const checking = new Checking(structures);
	checking.value(schema, configuration);
	const [first, ...others] = checking.problems.toSorted();
	return others.length === 0 ? first : ["errors:", first, ...others].join("\n  ");
}

class Checking {
	readonly problems: string[] = [];
	readonly #structures: Structures;
	readonly #path: PathElement[] = [];

	constructor(structures: Structures) {
		this.#structures = structures;
	}

	value(schema: Schema, value: unknown): void {
		const structure = this.#structures.of(schema);
		if (value === null || value === undefined) return;
		switch (structure.kind) {
			case "list":
				if (Array.isArray(value)) this.#list(structure, value);
				else this.#note(`expected list, got &{${goPrint(value)}}`);
				break;
			case "map":
				if (typeof value === "object" && !Array.isArray(value)) this.#map(structure, value);
				else this.#note(`expected map, got &{${goPrint(value)}}`);
				break;
			case "scalar":
				this.#scalar(structure, value);
				break;
			case "any":
				break;
		}
	}

	#list(structure: Structure, list: readonly unknown[]): void {
		const seen = new Set<PathElement>();
		for (const [index, item] of list.entries()) {
			let step: PathElement = `i:${index}`;
			if (!structure.atomic) {
				try {
					step = this.#structures.element(structure, item);
				} catch (error) {
					if (!(error instanceof InvalidElement)) throw error;
					this.#note(`element ${index}: ${error.message}`);
					continue;
				}
				if (seen.has(step)) this.#note(`duplicate entries for key ${describePath([step])}`);
				seen.add(step);
			}
			this.#at(step, structure.items ?? {}, item);
		}
	}

	#map(structure: Structure, map: object): void {
		const unknown = Object.keys(map).find((name) => this.#structures.field(structure, name) === undefined);
		if (unknown !== undefined) {
			this.#path.push(fieldElement(unknown));
			this.#note("field not declared in schema");
			this.#path.pop();
			// The server looks no further.
			return;
		}
		for (const [name, value] of Object.entries(map)) {
			this.#at(fieldElement(name), this.#structures.field(structure, name) ?? {}, value);
		}
	}

	#scalar({ scalar }: Structure, value: unknown): void {
		if (scalar === undefined) {
			if (typeof value === "object") this.#note(`expected any scalar, got &{${goPrint(value)}}`);
		} else if (scalar === "numeric") {
			if (typeof value !== "number") this.#note(`expected numeric (int or float), got ${goTypeOf(value)}`);
		} else if (scalar === "boolean") {
			if (typeof value !== "boolean") this.#note(`expected boolean, got &{${goPrint(value)}}`);
		} else if (typeof value !== "string") {
			this.#note(`expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`);
		}
	}

	#at(step: PathElement, schema: Schema, value: unknown): void {
		this.#path.push(step);
		this.value(schema, value);
		this.#path.pop();
	}

	#note(problem: string): void {
		this.problems.push(`${describePath(this.#path)}: ${problem}`);
	}
}

function goTypeOf(value: unknown): string {
	if (Array.isArray(value)) return "[]interface {}";
	if (typeof value === "boolean") return "bool";
	return typeof value === "string" ? "string" : "map[string]interface {}";
}
