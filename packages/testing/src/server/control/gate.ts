import { requestAttributes } from "../../authorization/request-attributes.ts";
import type { Clock } from "../../clock.ts";
import type { StatusError } from "../../status/status-error.ts";
import type { RequestHandler, ServerRequest, ServerResponse } from "../exchange.ts";
import { readRequestInfo } from "../request-info.ts";
import { type Disturbance, disturbanceOf } from "./disturbance.ts";
import { FaultPlan, type PendingFault } from "./fault-plan.ts";
import { LateAnswer } from "./late-answer.ts";
import { OpenStream } from "./open-stream.ts";
import { refusalOf } from "./refusal.ts";
import { type JournalEntry, RequestJournal } from "./request-journal.ts";

/** What a {@link Gate} is made from. */
export interface GateOptions {
	readonly clock: Clock;
	/** Answers a request with a failure, in the form that the client asked for. */
	readonly refuse: (request: ServerRequest, failure: StatusError) => Promise<ServerResponse>;
}

/**
 * What every request of one cluster passes on its way in, and every answer on its way out: the one place where they are recorded,
 * disturbed by planned faults and cut off.
 */
export class Gate {
	readonly journal: RequestJournal = new RequestJournal();
	readonly faults: FaultPlan = new FaultPlan();
	readonly #options: GateOptions;
	/** The answers that have begun and not ended, and those that are held back. */
	readonly #open = new Set<OpenStream | LateAnswer>();
	#closed = false;

	constructor(options: GateOptions) {
		this.#options = options;
	}

	/** Puts the gate before a handler. */
	before(handler: RequestHandler): RequestHandler {
		return async (request) => {
			const path = unescape(request.path);
			const info = readRequestInfo(request.method, path, request.query);
			const entry = this.#record(request, info);
			const planned = this.faults.pending === 0 ? undefined : this.faults.take(requestAttributes(info, request.query), path);
			if (planned !== undefined) entry.fault = planned.fault;
			const answer = planned === undefined ? await handler(request) : await this.#suffer(planned, request, handler);
			if (answer === undefined) return undefined;
			entry.status = answer.status;
			return answer.chunks === undefined ? answer : { ...answer, chunks: this.#stream(answer.chunks, request, entry, planned) };
		};
	}

	/** Cuts off all watches and all answers that are held back. */
	cut(how: "reset" | "close"): void {
		for (const open of this.#open) open.cut(how);
	}

	/** Ends what planned faults have kept open; nothing is held back from now on. */
	close(): void {
		this.#closed = true;
		this.faults.clear();
		for (const open of this.#open) open.release();
	}

	async #suffer(planned: PendingFault, request: ServerRequest, handler: RequestHandler): Promise<ServerResponse | undefined> {
		const { fault } = planned;
		if (disturbanceOf(fault) !== undefined) return await handler(request);
		planned.happened = true;
		switch (fault.type) {
			case "status":
				return await this.#options.refuse(request, refusalOf(fault));
			case "delay":
				return await this.#delay(await handler(request), fault.milliseconds, request);
			case "loseResponse":
				await (await handler(request))?.chunks?.return?.();
				break;
		}
		request.connection.reset();
		return undefined;
	}

	async #delay(
		answer: ServerResponse | undefined,
		milliseconds: number,
		{ connection }: ServerRequest,
	): Promise<ServerResponse | undefined> {
		if (this.#closed) return answer;
		const late = new LateAnswer(answer, milliseconds, this.#options.clock, connection);
		this.#open.add(late);
		const given = await late.given;
		this.#open.delete(late);
		return given;
	}

	#stream(
		chunks: AsyncIterator<Uint8Array>,
		{ connection }: ServerRequest,
		entry: JournalEntry,
		planned: PendingFault | undefined,
	): OpenStream {
		const disturbance: Disturbance | undefined = planned === undefined ? undefined : disturbanceOf(planned.fault);
		entry.frames = 0;
		const stream = new OpenStream({
			chunks,
			connection,
			disturbance,
			onLines: (count) => {
				entry.frames = (entry.frames ?? 0) + count;
			},
			onDisturbed: () => {
				if (planned !== undefined) planned.happened = true;
			},
			onEnd: () => {
				entry.endedAt = this.#options.clock.now();
				this.#open.delete(stream);
			},
		});
		this.#open.add(stream);
		return stream;
	}

	#record({ method, path, query, headers }: ServerRequest, info: ReturnType<typeof readRequestInfo>): JournalEntry {
		const entry: JournalEntry = {
			at: this.#options.clock.now(),
			method,
			path,
			query,
			verb: info.verb,
			userAgent: headers["user-agent"] ?? "",
		};
		if (info.kind === "resource") {
			const { group, version, resource, subresource, namespace, name } = info;
			Object.assign(entry, { group, version, resource, subresource, namespace, name });
		}
		this.journal.add(entry);
		return entry;
	}
}

/** A path that cannot be read is the server's to refuse. */
function unescape(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
