import autocannon from 'autocannon';

export const CONNECTIONS = 50;

/** Requests a second over `seconds`. @throws when anything but 2xx comes back */
export async function requestsPerSecond(url: string, seconds: number): Promise<number> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.total / result.duration;
}

/** Processor time of the server's process for one request, in milliseconds: user and system, all threads. */
export async function cpuPerRequest(
  address: string,
  path: string,
  headers: Record<string, string> = {},
  requests = 600,
) {
  const url = address + path;
  // As a browser asks: what it costs to compress a page is part of it.
  const warm = { url, connections: 4, headers: { 'accept-encoding': 'br, gzip', ...headers } };
  // Until the page's code is compiled for good: a page of many parts takes some hundred visits.
  await autocannon({ ...warm, amount: requests });
  const before = await cpuSeconds(address);
  const result = await autocannon({ ...warm, amount: requests });
  const after = await cpuSeconds(address);
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} refused`);
  return ((after - before) * 1000) / result.requests.total;
}

async function cpuSeconds(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const found = /^process_cpu_seconds_total (\S+)/m.exec(text)?.[1];
  if (!found) throw new Error('The server tells no processor time.');
  return Number(found);
}
