import { readFile } from "node:fs/promises";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { type Entry, pathFrom, placeOf, textField } from "./kubeconfig-entry.ts";

/** Where the PEM text of a field comes from. */
export interface PemField {
	/** The field that says it: `<field>-data`, which wins, or `<field>`. */
	readonly field: string;
	/** The text, when the kubeconfig holds it itself. */
	readonly data: string | undefined;
	/** The file to read otherwise. */
	readonly path: string | undefined;
	readonly read: () => Promise<string>;
}

/** The PEM text that `<field>-data` holds, or the file that `<field>` names. */
export function pemField(entry: Entry, field: string): PemField | undefined {
	const encoded = textField(entry, `${field}-data`);
	if (encoded !== undefined) {
		const data = decodePem(encoded, placeOf(entry, `${field}-data`));
		return { field: `${field}-data`, data, path: undefined, read: () => Promise.resolve(data) };
	}
	const named = textField(entry, field);
	if (named === undefined) return undefined;
	const path = pathFrom(entry, named);
	return { field, data: undefined, path, read: () => readPem(path, placeOf(entry, field), named) };
}

async function readPem(path: string, place: string, named: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new ConfigurationError(`${place} cannot be read: ${named}`, { cause: error });
	}
}

/** @throws ConfigurationError for anything but PEM in base64. */
export function decodePem(data: string, place: string): string {
	const text = Buffer.from(data, "base64").toString("utf8");
	if (!text.includes("-----BEGIN")) throw new ConfigurationError(`${place} is not PEM in base64`);
	return text;
}
