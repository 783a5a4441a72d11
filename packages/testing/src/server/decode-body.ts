import type { GroupVersionKind } from "@kubex/openapi";
import { JsonSyntaxError, readJson } from "../json/json-document.ts";
import { type PatchBody, PatchSyntaxError } from "../registry/patch-body.ts";
import type { ResourceBody, ResourceRequest } from "../registry/resource-request.ts";
import { badRequest, tooLarge, unsupportedMediaType } from "../status/request-errors.ts";
import { failure } from "../status/status-error.ts";
import type { ServerRequest } from "./exchange.ts";
import type { MessageReader } from "./protobuf/message-reader.ts";
import { ProtobufError } from "./protobuf/wire-fields.ts";
import { readYaml, YamlSyntaxError } from "./yaml-document.ts";

/** The length in bytes above which a body is refused. */
export const bodyLimit: number = 3 * 1024 * 1024;

/** What the server reads; protobuf is named because every real server names it. */
const readable = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

/** The kinds of patch. */
const patchTypes: ReadonlySet<string> = new Set([
	"application/json-patch+json",
	"application/merge-patch+json",
	"application/strategic-merge-patch+json",
	"application/apply-patch+yaml",
]);

/** How much of a body an error message shows. */
const shown = 30;

/**
 * Reads a request's body, or gives `undefined` where the verb has none.
 *
 * @param kind The kind that the endpoint reads, for messages.
 * @param messages Reads bodies in protobuf.
 * @throws StatusError 413 for a body that is too large, 415 for a media type that is not read, 400 for a text that does not decode.
 */
export function decodeBody(
	request: ServerRequest,
	verb: ResourceRequest["verb"],
	kind: GroupVersionKind,
	messages: MessageReader,
): ResourceBody | undefined {
	if (verb === "get" || verb === "list" || verb === "watch" || verb === "patch") return undefined;
	if (request.body.length > bodyLimit) throw tooLarge(bodyLimit);
	if ((verb === "delete" || verb === "deletecollection") && request.body.length === 0) return undefined;
	const mediaType = mediaTypeOf(request) ?? "application/json";
	const isDeletion = verb === "delete" || verb === "deletecollection";
	const isMessage = mediaType === "application/vnd.kubernetes.protobuf" && !isDeletion && messages.reads(kind);
	if (!isMessage && mediaType !== "application/json" && mediaType !== "application/yaml") {
		throw unsupportedMediaType(readable);
	}
	try {
		if (isMessage) return { mediaType, value: messages.readObject(request.body, kind), duplicateFields: [] };
		const { value, ...fields } = (mediaType === "application/json" ? readJson : readYaml)(request.body);
		checkTypeMembers(value);
		// The server reads `null` as an object without members.
		return { mediaType, value: value ?? {}, ...fields };
	} catch (error) {
		const problem = messageOf(error, mediaType);
		if (verb === "delete" || verb === "deletecollection") throw badRequest(problem);
		throw badRequest(`the object provided is unrecognized (must be of type ${kind.kind}): ${problem} (${excerpt(request.body)})`);
	}
}

/** @throws StatusError 415 for a media type that is none of the kinds of patch. */
export function checkPatchType(request: ServerRequest): void {
	const mediaType = mediaTypeOf(request);
	if (mediaType === undefined || !patchTypes.has(mediaType)) {
		throw failure(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
	}
}

/**
 * Takes a patch as it came.
 *
 * @throws StatusError 413 for one that is too large.
 */
export function patchBody(request: ServerRequest): PatchBody {
	if (request.body.length > bodyLimit) throw tooLarge(bodyLimit);
	const mediaType = mediaTypeOf(request) ?? "";
	const read = mediaType.endsWith("+yaml") ? readYaml : readJson;
	return {
		mediaType,
		read() {
			try {
				return read(request.body);
			} catch (error) {
				if (error instanceof JsonSyntaxError || error instanceof YamlSyntaxError) throw new PatchSyntaxError(error.message);
				throw error;
			}
		},
	};
}

/** The media type of the body in lower case and without parameters; `undefined` where none is given. */
function mediaTypeOf(request: ServerRequest): string | undefined {
	const header = request.headers["content-type"];
	if (header === undefined || header.trim() === "") return undefined;
	const [mediaType = "", ...parameters] = header.split(";").map((part) => part.trim());
	// A parameter that cannot be read spoils the whole type, as it does for the server; an empty last one is allowed.
	const broken = parameters.some((part, index) => !part.includes("=") && !(part === "" && index === parameters.length - 1));
	return broken ? "" : mediaType.toLowerCase();
}

/** Stands for a value whose JSON is correct while its type is not. */
class JsonTypeError extends Error {}

/** The server reads apiVersion and kind before anything else. */
function checkTypeMembers(value: unknown): void {
	if (value === null) return;
	if (typeof value !== "object" || Array.isArray(value)) {
		const target = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
		throw new JsonTypeError(`json: cannot unmarshal ${typeName(value)} into Go value of type ${target}`);
	}
	for (const member of ["apiVersion", "kind"]) {
		const content = (value as Readonly<Record<string, unknown>>)[member];
		if (content === undefined || content === null || typeof content === "string") continue;
		throw new JsonTypeError(`json: cannot unmarshal ${typeName(content)} into Go struct field .${member} of type string`);
	}
}

function typeName(value: unknown): string {
	if (typeof value === "boolean") return "bool";
	return Array.isArray(value) ? "array" : typeof value;
}

function messageOf(error: unknown, mediaType: string): string {
	if (error instanceof YamlSyntaxError || error instanceof ProtobufError) return error.message;
	if (error instanceof JsonSyntaxError || error instanceof JsonTypeError) {
		return `couldn't get version/kind; json parse error: ${error.message}`;
	}
	throw error instanceof Error ? error : new Error(`reading ${mediaType} failed`, { cause: error });
}

/** The first bytes of a body: as text where it looks like a JSON object, else in hexadecimal. */
function excerpt(body: Uint8Array): string {
	if (body.length === 0) return "<empty>";
	const start = Buffer.from(body.subarray(0, shown));
	const text = start.toString("utf8");
	const readableText = text.startsWith("{") ? text : start.toString("hex");
	return body.length > shown ? `${readableText} ...` : readableText;
}
