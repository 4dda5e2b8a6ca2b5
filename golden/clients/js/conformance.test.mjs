// What @gradio/client does with an app, against golden apps.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Client } from "@gradio/client";

const { HELLO_URL, COUNTER_URL, CHAIN_URL, STREAM_URL, CALCULATOR_URL, SERVICE_URL } = process.env;
const open = [];

async function connect(url, options) {
	const client = await Client.connect(url, options);
	open.push(client);
	return client;
}

after(() => open.forEach((client) => client.close()));

// All data messages and the last status of a call.
async function collect(submission) {
	const data = [];
	let status;
	for await (const message of submission) {
		if (message.type === "data") data.push(message.data);
		if (message.type === "status") status = message;
	}
	return { data, status };
}

test("connects and describes the API", async () => {
	const client = await connect(HELLO_URL);
	const api = await client.view_api();
	const greet = api.named_endpoints["/greet"];
	assert.deepEqual(greet.parameters.map((p) => [p.parameter_name, p.label, p.type, p.component]), [["name", "Name", "string", "Textbox"]]);
	assert.deepEqual(greet.returns.map((r) => [r.label, r.type, r.component]), [["Reply", "string", "Textbox"]]);
	assert.deepEqual(api.unnamed_endpoints, {});
});

test("predicts by position and by name", async () => {
	const client = await connect(HELLO_URL);
	assert.deepEqual((await client.predict("/greet", ["Ada"])).data, ["Welcome to Blocks, Ada!"]);
	assert.deepEqual((await client.predict("/greet", { name: "Grace" })).data, ["Welcome to Blocks, Grace!"]);
	assert.deepEqual((await client.predict(0, ["Edsger"])).data, ["Welcome to Blocks, Edsger!"]);
});

test("predicts what an interface computes", async () => {
	const client = await connect(CALCULATOR_URL);
	assert.deepEqual((await client.predict("/calculate", { a: 6, op: "multiply", b: 7 })).data, [42]);
	await assert.rejects(client.predict("/calculate", [1, "divide", 0]), (e) => e.message === "Cannot divide by zero!");
	await assert.rejects(client.predict("/calculate", [1, "power", 2]), (e) => e.type === "status");
});

test("calls endpoints that stand in no page", async () => {
	const client = await connect(SERVICE_URL);
	const api = await client.view_api();
	assert.deepEqual(api.named_endpoints["/price"].parameters.map((p) => [p.parameter_name, p.parameter_has_default]), [["parcel", false], ["to", false], ["express", true]]);
	const [parcel, to] = [{ kilograms: 2, size: "large" }, { street: "Short Street", city: "York" }];
	assert.deepEqual((await client.predict("/price", { parcel, to })).data, [{ cents: 700, express: false, takes: 172800e9, to }]);
	assert.deepEqual((await client.predict("/price", [parcel, to, true])).data, [{ cents: 1400, express: true, takes: 86400e9, to }]);
	assert.deepEqual((await client.predict("/sort_parcels", [[parcel, { kilograms: 1, size: "small" }]])).data, [[{ kilograms: 1, size: "small" }, parcel], { large: 1, small: 1 }]);
	await assert.rejects(client.predict("/price", { parcel: { ...parcel, kilograms: 0 }, to }), (e) => e.message === "A parcel of 0 kg does not exist.");
	const { data } = await collect(client.submit("/track", { stops: ["Leeds", "York"] }));
	assert.equal(data.length, 3);
	assert.deepEqual(data.at(-1), [{ place: "York", done: true }]); // the client changes the objects that it gave out
});

test("keeps State across the calls of a client, apart from another client", async () => {
	const [one, two] = [await connect(COUNTER_URL), await connect(COUNTER_URL)];
	assert.deepEqual((await one.predict("/add", { step: 2 })).data, [2]);
	assert.deepEqual((await one.predict("/add", { step: 3 })).data, [5]);
	assert.deepEqual((await two.predict("/add", { step: 1 })).data, [1]);
	assert.deepEqual((await one.predict("/undo", [])).data, [2]);
});

test("streams values, each of them whole", async () => {
	const client = await connect(STREAM_URL, { events: ["data", "status"] });
	const { data, status } = await collect(client.submit("/count", { up_to: 4, pause: 1 }));
	assert.deepEqual(data.map((d) => d[0]), ["0 ", "0 1 ", "0 1 2 ", "0 1 2 3 ", "0 1 2 3 "]);
	assert.equal(status.stage, "complete");
});

test("streams tokens as one growing text", async () => {
	const client = await connect(STREAM_URL);
	const { data } = await collect(client.submit("/talk", { prompt: "a b c", up_to: 1, pause: 1 }));
	assert.deepEqual(data.map((d) => d[0]), ["a ", "a b ", "a b c ", "a b c "]);
});

test("streams several outputs", async () => {
	const client = await connect(STREAM_URL);
	const { data } = await collect(client.submit("/work", { up_to: 2, pause: 1 }));
	assert.deepEqual(data.at(-1), ["", "task 1\ntask 2"]);
});

test("reports progress", async () => {
	const client = await connect(STREAM_URL, { events: ["data", "status"] });
	const seen = [];
	for await (const message of client.submit("/prepare", { up_to: 3, pause: 30 })) {
		if (message.type === "status" && message.progress_data) seen.push(...message.progress_data.map((p) => [p.length, p.unit, p.desc]));
	}
	assert.ok(seen.length > 0, "no progress arrived");
	for (const p of seen) assert.deepEqual(p, [3, "steps", "Preparing"]);
});

test("receives the error that a handler means for its user, and no other", async () => {
	const client = await connect(CHAIN_URL);
	await assert.rejects(client.predict("/parse", ["twelve"]), (e) => e.message === '"twelve" is not a number' && e.title === "Not an amount");
	await assert.rejects(client.predict("/fail", []), (e) => !JSON.stringify(e).includes("hunter2"));
	assert.deepEqual((await client.predict("/parse", ["12"])).data, [12]);
});

test("cancels", { timeout: 20_000 }, async () => {
	const client = await connect(STREAM_URL);
	const submission = client.submit("/forever", []);
	let cancelled = false;
	for await (const message of submission) {
		if (message.type === "data" && !cancelled) {
			cancelled = true;
			await submission.cancel();
			break;
		}
	}
	assert.ok(cancelled);
	const fresh = await connect(STREAM_URL);
	assert.deepEqual((await fresh.predict("/count", { up_to: 1, pause: 1 })).data, ["0 "]);
});

test("refuses what is not there", async () => {
	const client = await connect(HELLO_URL);
	await assert.rejects(async () => client.predict("/nothing", []));
});
