import { jsonType } from "../json/json-type.ts";
import type { FieldError } from "../status/field-error.ts";

/** Turns what a client sent into what the server keeps; `undefined` leaves the field out. */
export type Decode = (value: unknown, decoding: Decoding) => unknown;

/** Where a value stands: the name of a field, the index of an element, or the key of a map. */
export type Step = string | number | { readonly key: string } | FieldWithin;

/** A field of a structure inside of another that has no name of its own, which only the server's decoder tells. */
interface FieldWithin {
	readonly field: string;
	readonly within: string;
}

/** A value that a client sent and that is kept in another form. */
export interface SentValue {
	/** The names of members and the indices of elements that lead to it. */
	readonly path: readonly (string | number)[];
	readonly value: unknown;
}

function keyOf(step: Step): string | number {
	if (typeof step !== "object") return step;
	return "key" in step ? step.key : step.field;
}

/** What one pass over a body finds besides the object. */
export class Decoding {
	/** The first value of a wrong type. */
	#mismatch: string | undefined;
	/** The first text that cannot be read as what it should be, at which the server reads no further. */
	#unreadable: string | undefined;
	/** Whether a field was met that the schema does not have; which ones is worked out only then. */
	unknownFields = false;
	/** Missing and unsupported values, for the validation that follows admission. */
	readonly invalid: FieldError[] = [];
	/** Whether fields are read in the order of the text, which is slower. */
	readonly inTextOrder: boolean;
	/** Empty lists and maps that the server keeps as `null`. */
	readonly empties: SentValue[] = [];
	readonly #steps: Step[] = [];

	constructor(inTextOrder: boolean) {
		this.inTextOrder = inTextOrder;
	}

	/** What is wrong, which the server answers with alone. */
	get failure(): string | undefined {
		return this.#unreadable ?? this.#mismatch;
	}

	enter(step: Step): void {
		this.#steps.push(step);
	}

	leave(): void {
		this.#steps.pop();
	}

	/** The path of a field as validation writes it, such as `spec.containers[0].name`. */
	path(field?: string): string {
		let path = "";
		for (const step of this.#steps) {
			if (typeof step === "number") path += `[${step}]`;
			else if (typeof step === "object" && "key" in step) path += `[${step.key}]`;
			else path += `${path === "" ? "" : "."}${typeof step === "string" ? step : step.field}`;
		}
		if (field === undefined) return path;
		return path === "" ? field : `${path}.${field}`;
	}

	/** Notes an empty list or map in a field that the server writes as `null` when it has none. */
	noteEmpty(field: string, value: unknown): void {
		this.empties.push({ path: [...this.#steps.map(keyOf), field], value });
	}

	/** Notes a value that its type cannot read. */
	fail(text: string): undefined {
		this.#unreadable ??= text;
		return undefined;
	}

	/** Notes a value that the server's decoder passes over. */
	passOver(text: string): undefined {
		this.#mismatch ??= text;
		return undefined;
	}

	/**
	 * Notes a value of the wrong JSON type, in the words of the server's decoder.
	 *
	 * @param struct the short name of the type whose field it is.
	 * @param type the server's name of the type that it should have.
	 */
	mismatch(value: unknown, struct: string, type: string): undefined {
		return this.passOver(this.mismatchText(value, struct, type));
	}

	/** What {@link Decoding.mismatch} notes. */
	mismatchText(value: unknown, struct: string, type: string): string {
		// The server's decoder knows neither indices nor map keys.
		const names = this.#steps.flatMap((step) => {
			if (typeof step === "string") return [step];
			return typeof step === "object" && "field" in step ? [step.within, step.field] : [];
		});
		const found = typeof value === "number" && /^u?int\d+$/.test(type) ? `number ${value}` : jsonType(value);
		const place = names.length === 0 ? "Go value" : `Go struct field ${struct}.${names.join(".")}`;
		return `json: cannot unmarshal ${found} into ${place} of type ${type}`;
	}
}
