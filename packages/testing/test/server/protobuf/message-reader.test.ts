import { readFileSync } from "node:fs";
import { loadApiDescription } from "@kubex/openapi";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MessageReader } from "../../../src/server/protobuf/message-reader.ts";
import { ProtobufError } from "../../../src/server/protobuf/wire-fields.ts";

interface Recorded {
	readonly name: string;
	readonly kind: string;
	readonly apiVersion: string;
	/** What a running server answered in protobuf, in base64. */
	readonly bytes: string;
	/** What it answered in JSON to the same request, but for its own identity. */
	readonly object: Readonly<Record<string, unknown>>;
}

const recorded = JSON.parse(readFileSync(new URL("messages.json", import.meta.url), "utf8")) as readonly Recorded[];
const reader = new MessageReader(loadApiDescription("1.35").definitions);

/** Without what is empty, which one form writes and the other does not, and without what is another each time. */
function settled(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(settled);
	if (typeof value !== "object" || value === null) return typeof value === "string" ? value.replaceAll(chance, "CHANCE") : value;
	const members = Object.entries(value)
		.filter(([name]) => !changing.has(name))
		.map(([name, member]) => [name, settled(member)] as const)
		.filter(([, member]) => !isEmpty(member));
	return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const chance = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|kube-api-access-[a-z0-9]{5}|\b10\.96\.\d+\.\d+\b/g;
const changing: ReadonlySet<string> = new Set([
	"creationTimestamp",
	"managedFields",
	"nodePort",
	"healthCheckNodePort",
	"uid",
	"fieldsV1",
]);

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
	return typeof value === "object" && Object.keys(value).length === 0;
}

function kindOf({ apiVersion, kind }: Recorded): { group: string; version: string; kind: string } {
	const [first = "", second] = apiVersion.split("/");
	return second === undefined ? { group: "", version: first, kind } : { group: first, version: second, kind };
}

test.each(recorded)("E3 $name is read from protobuf as from JSON", (one) => {
	const object = reader.readObject(Buffer.from(one.bytes, "base64"), kindOf(one));
	expect(settled(object)).toEqual(settled(one.object));
});

test("E3 managedFields and times are read", () => {
	const { bytes, ...one } = recorded.find(({ kind }) => kind === "Pod") as Recorded;
	const { metadata } = reader.readObject(Buffer.from(bytes, "base64"), kindOf({ bytes, ...one })) as {
		metadata: { creationTimestamp: string; managedFields: { fieldsV1: object; time: string }[] };
	};
	expect(metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	expect(metadata.managedFields[0]?.fieldsV1).toHaveProperty("f:spec");
});

test("E3 what is cut short is told, and nothing worse happens", () => {
	const pod = recorded.find(({ kind }) => kind === "Pod") as Recorded;
	const bytes = Buffer.from(pod.bytes, "base64");
	expect(() => reader.readObject(Buffer.from("{}"), kindOf(pod))).toThrow(ProtobufError);
	fc.assert(
		fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
			const spoilt = cut ? bytes.subarray(0, at) : Buffer.from(bytes);
			if (!cut) spoilt[at] = byte;
			try {
				reader.readObject(spoilt, kindOf(pod));
			} catch (error) {
				expect(error).toBeInstanceOf(ProtobufError);
			}
		}),
		{ numRuns: 500 },
	);
});

test("kinds without a message are not read", () => {
	expect(reader.reads({ group: "", version: "v1", kind: "Pod" })).toBe(true);
	expect(reader.reads({ group: "example.com", version: "v1", kind: "Widget" })).toBe(false);
});
