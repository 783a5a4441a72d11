// Trace every request: a span for each try, and the trace's id sent along.
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { Api, createClient, type RequestEvent, type RequestHook } from "kubex";
import { Namespace } from "kubex/k8s/v1_35/core/v1";

// An application has these from its own set-up; here the spans are kept in memory.
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));

function tracing(): RequestHook {
	const tracer = trace.getTracer("kubex");
	// A hook gets the same event at the beginning and at the end of a try.
	const spans = new WeakMap<RequestEvent, Span>();
	return {
		onRequest(event) {
			const attributes = {
				"http.request.method": event.method,
				"url.path": event.path,
				"http.request.resend_count": event.attempt - 1,
			};
			const span = tracer.startSpan(event.method, { kind: SpanKind.CLIENT, attributes });
			spans.set(event, span);
			propagation.inject(trace.setSpan(context.active(), span), event.headers);
		},
		onResponse({ request, status, error }) {
			const span = spans.get(request);
			if (status !== undefined) span?.setAttribute("http.response.status_code", status);
			if (error !== undefined || (status ?? 0) >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
			span?.end();
		},
	};
}

await using client = await createClient({ hooks: [tracing()] });
const namespaces = new Api(Namespace, { client });
await namespaces.get("default");
await namespaces.exists("no-such-namespace");

const spans = exporter
	.getFinishedSpans()
	.map(({ attributes, name }) => [name, attributes["url.path"], attributes["http.response.status_code"]].join(" "));
console.log(`traced ${spans.join(", ")}`);
