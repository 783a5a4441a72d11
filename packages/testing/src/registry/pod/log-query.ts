import { type FieldError, forbiddenField, invalidValue } from "../../status/field-error.ts";
import { invalid } from "../../status/object-errors.ts";
import { badRequest } from "../../status/request-errors.ts";
import { integer } from "../list-options.ts";

/** What a client asks of a log. */
export interface LogQuery {
	/** Empty for the only one. */
	readonly container: string;
	readonly follow: boolean;
	readonly previous: boolean;
	readonly timestamps: boolean;
	readonly sinceSeconds: number | undefined;
	/** Milliseconds since the Unix epoch. */
	readonly sinceTime: number | undefined;
	readonly tailLines: number | undefined;
	readonly limitBytes: number | undefined;
}

/**
 * Reads the query of a log.
 *
 * @param name The Pod's.
 * @throws StatusError 400 for what cannot be read, 422 for values that make no sense.
 */
export function readLogQuery(query: URLSearchParams, name: string): LogQuery {
	const number = (option: string): number | undefined => {
		const text = query.get(option);
		return text === null || text === "" ? undefined : integer(text);
	};
	const flag = (option: string): boolean => {
		const text = query.get(option);
		return text !== null && text !== "false" && text !== "0";
	};
	const [tailLines, limitBytes, sinceSeconds] = [number("tailLines"), number("limitBytes"), number("sinceSeconds")];
	const sinceTime = readTime(query.get("sinceTime"));
	const errors: FieldError[] = [];
	if (tailLines !== undefined && tailLines < 0) {
		errors.push(invalidValue("tailLines", tailLines, "must be greater than or equal to 0"));
	}
	if (limitBytes !== undefined && limitBytes < 1) errors.push(invalidValue("limitBytes", limitBytes, "must be greater than 0"));
	if (sinceSeconds !== undefined && sinceTime !== undefined) {
		errors.push(forbiddenField("[]", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
	} else if (sinceSeconds !== undefined && sinceSeconds < 1) {
		errors.push(invalidValue("sinceSeconds", sinceSeconds, "must be greater than 0"));
	}
	// No release tells the streams of a container apart unless it is told to.
	if (query.has("stream")) errors.push(forbiddenField("stream", "may not be specified"));
	if (errors.length > 0) throw invalid({ group: "", kind: "PodLogOptions" }, name, errors);
	return {
		container: query.get("container") ?? "",
		follow: flag("follow"),
		previous: flag("previous"),
		timestamps: flag("timestamps"),
		sinceSeconds,
		sinceTime,
		tailLines,
		limitBytes,
	};
}

function readTime(text: string | null): number | undefined {
	if (text === null || text === "") return undefined;
	const time = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(time)) {
		throw badRequest(
			`parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
		);
	}
	return time;
}
