import { ProtobufError, readFields } from "./wire-fields.ts";

/** Reads the bytes of a message as a JSON value. */
type Read = (bytes: Uint8Array) => unknown;

/** The types whose JSON is no object of the fields of their message. */
export const wellKnownMessages: ReadonlyMap<string, Read> = new Map<string, Read>([
	["io.k8s.apimachinery.pkg.api.resource.Quantity", (bytes) => textAt(bytes, 1)],
	["io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1", json],
	["io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime", (bytes) => time(bytes, 6)],
	["io.k8s.apimachinery.pkg.apis.meta.v1.Time", (bytes) => time(bytes, 0)],
	["io.k8s.apimachinery.pkg.runtime.RawExtension", json],
	["io.k8s.apimachinery.pkg.util.intstr.IntOrString", intOrString],
]);

/** The bytes of a field; empty where it is absent. */
export function bytesAt(bytes: Uint8Array, wanted: number): Uint8Array {
	let found: Uint8Array = new Uint8Array(0);
	for (const { number, value } of readFields(bytes)) if (number === wanted && value instanceof Uint8Array) found = value;
	return found;
}

function textAt(bytes: Uint8Array, wanted: number): string {
	return new TextDecoder().decode(bytesAt(bytes, wanted));
}

function numberAt(bytes: Uint8Array, wanted: number): number {
	let found = 0;
	for (const { number, value } of readFields(bytes)) if (number === wanted && typeof value === "bigint") found = Number(value);
	return found;
}

function json(bytes: Uint8Array): unknown {
	const text = textAt(bytes, 1);
	if (text === "") return undefined;
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new ProtobufError(error instanceof Error ? error.message : String(error));
	}
}

/** A time that was never set has no seconds. */
function time(bytes: Uint8Array, digits: number): string | undefined {
	if (bytes.byteLength === 0) return undefined;
	const date = new Date(numberAt(bytes, 1) * 1000);
	if (Number.isNaN(date.getTime())) throw new ProtobufError("a time is out of range");
	const seconds = date.toISOString().slice(0, 19);
	const micros = Math.floor(numberAt(bytes, 2) / 1000);
	return `${seconds}${digits === 0 ? "" : `.${String(micros).padStart(digits, "0")}`}Z`;
}

function intOrString(bytes: Uint8Array): string | number {
	return numberAt(bytes, 1) === 0 ? numberAt(bytes, 2) : textAt(bytes, 3);
}
