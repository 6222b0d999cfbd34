"""Sends chat requests with the official Python client, as one would write it in an afternoon: AsyncOpenAI, asyncio and a
semaphore. Prints a line of JSON.

    peer_chat.py URL REQUESTS CONCURRENCY [--aiohttp]
"""

import asyncio
import json
import sys
import time

from openai import AsyncOpenAI, DefaultAioHttpClient

SCHEMA = {
    "type": "object",
    "properties": {name: {"type": "integer"} for name in ["relevance", "accuracy", "clarity", "diversity"]},
    "required": ["relevance", "accuracy", "clarity", "diversity"],
    "additionalProperties": False,
}


def messages(number, sentences):
    """The same 2 KB as BenchmarkQuestions.swift makes."""
    return [
        {"role": "system", "content": sentences * 8},
        {"role": "user", "content": f"Example {number}. " + sentences * 10},
    ]


async def main():
    url, count, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    sentences = "Judge how well the answer keeps to what was asked, and say why in a sentence. "[:80] + "\n\"ok\" "
    options = {"http_client": DefaultAioHttpClient()} if "--aiohttp" in sys.argv else {}
    client = AsyncOpenAI(base_url=url, api_key="test-key-123", max_retries=5, **options)
    semaphore = asyncio.Semaphore(concurrency)
    times = []
    scores = 0

    async def ask(number):
        nonlocal scores
        async with semaphore:
            start = time.perf_counter()
            answer = await client.chat.completions.create(
                model="test-model",
                messages=messages(number, sentences),
                temperature=0,
                max_tokens=200,
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "judgement", "strict": True, "schema": SCHEMA},
                },
            )
            times.append(time.perf_counter() - start)
            scores += len(answer.choices[0].message.content)

    # The connections stand before the clock starts, as they do for the other.
    await asyncio.gather(*(ask(-1 - number) for number in range(concurrency)))
    times.clear()
    start = time.perf_counter()
    await asyncio.gather(*(ask(number) for number in range(count)))
    seconds = time.perf_counter() - start
    await client.close()
    times.sort()
    print(
        json.dumps(
            {
                "requests": count,
                "seconds": seconds,
                "rate": count / seconds,
                "p50": times[len(times) // 2],
                "p99": times[int(len(times) * 0.99)],
            }
        )
    )


asyncio.run(main())
