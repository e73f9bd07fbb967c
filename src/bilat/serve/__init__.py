"""The record as pages, as an API and as a stream of news, over HTTP."""
