import { expect } from "vitest";
import type { Raw } from "../raw.ts";

/** An object, a list or a Status, as it was answered. */
export interface Answer {
	readonly metadata: {
		readonly name: string;
		readonly uid: string;
		readonly resourceVersion: string;
		readonly annotations?: Readonly<Record<string, string>>;
		readonly managedFields?: readonly Owner[];
		readonly continue?: string;
	};
	readonly spec: Readonly<Record<string, unknown>>;
	readonly status: Readonly<Record<string, unknown>>;
	readonly items: readonly Answer[];
	readonly message: string;
	readonly [field: string]: unknown;
}

interface Owner {
	readonly manager: string;
	readonly apiVersion: string;
	readonly fieldsV1: object;
}

/** Sends requests and gives back the bodies of answers that have to have a status. */
export interface Ask {
	/** Any request. */
	(status: number, method: string, path: string, body?: unknown): Promise<Answer>;
	/** A patch by the beginning of its media type. */
	patch(status: number, type: keyof typeof types, path: string, body: unknown): Promise<Answer>;
}

const types = {
	apply: "application/apply-patch+yaml",
	merge: "application/merge-patch+json",
	json: "application/json-patch+json",
	strategic: "application/strategic-merge-patch+json",
};

/** Asks by raw requests. */
export function askBy(raw: Raw): Ask {
	const ask = async (status: number, method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
		const answer = await raw(method, path, { body, headers });
		expect(answer.status, answer.text).toBe(status);
		return answer.body as Answer;
	};
	const patch: Ask["patch"] = (status, type, path, body) => ask(status, "PATCH", path, body, { "content-type": types[type] });
	return Object.assign((...given: Parameters<Ask>) => ask(...given), { patch });
}

/** Who owns what, without the times and without controllers, which may come in between. */
export function ownersOf({ metadata }: Answer): readonly unknown[] {
	return (metadata.managedFields ?? [])
		.filter(({ manager }) => manager !== "kube-controller-manager")
		.map(({ manager, apiVersion, fieldsV1 }) => [manager, apiVersion, fieldsV1]);
}

/** The causes of a refusal, each as its field and its message. */
export function causesOf({ details }: Answer): string[] {
	const { causes } = details as { causes: { field: string; message: string }[] };
	return causes.map(({ field, message }) => `${field}: ${message}`);
}
