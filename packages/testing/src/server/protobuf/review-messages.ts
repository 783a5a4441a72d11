import type { FieldType, MessageField, MessageType } from "./message-type.ts";

const text = (name: string): MessageField => ({ name, type: "string" });
const texts = (name: string): MessageField => ({ name, type: "string", repeated: true });
const field = (name: string, type: FieldType): MessageField => ({ name, type });
const message = (fields: MessageType["fields"]): MessageType => ({ fields });

const metadata = message({ 1: text("name"), 2: text("generateName"), 3: text("namespace"), 5: text("uid") });
const object = (spec?: MessageType): MessageType =>
	message({ 1: field("metadata", metadata), ...(spec === undefined ? {} : { 2: field("spec", spec) }) });

const requirement = message({ 1: text("key"), 2: text("operator"), 3: texts("values") });
const selector = message({ 1: text("rawSelector"), 2: { name: "requirements", type: requirement, repeated: true } });
const resourceAttributes = message({
	1: text("namespace"),
	2: text("verb"),
	3: text("group"),
	4: text("version"),
	5: text("resource"),
	6: text("subresource"),
	7: text("name"),
	8: field("fieldSelector", selector),
	9: field("labelSelector", selector),
});
const attributes = {
	1: field("resourceAttributes", resourceAttributes),
	2: field("nonResourceAttributes", message({ 1: text("path"), 2: text("verb") })),
};
const subject = message({
	...attributes,
	3: text("user"),
	4: texts("groups"),
	5: { name: "extra", type: { map: message({ 1: texts("items") }) }, unwrap: "items" },
	6: text("uid"),
});
const boundObject = message({ 1: text("kind"), 2: text("apiVersion"), 3: text("name"), 4: text("uid") });

/**
 * The messages that are read, by the kinds of their objects: what is asked about callers, tokens and rights, which kubectl sends as protobuf
 * whatever the server says that it reads.
 */
export const reviewMessages: ReadonlyMap<string, MessageType> = new Map([
	["LocalSubjectAccessReview", object(subject)],
	["SelfSubjectAccessReview", object(message(attributes))],
	["SelfSubjectReview", object()],
	["SelfSubjectRulesReview", object(message({ 1: text("namespace") }))],
	["SubjectAccessReview", object(subject)],
	[
		"TokenRequest",
		object(message({ 1: texts("audiences"), 3: field("boundObjectRef", boundObject), 4: field("expirationSeconds", "int64") })),
	],
	["TokenReview", object(message({ 1: text("token"), 2: texts("audiences") }))],
]);
