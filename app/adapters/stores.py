"""ObjectStore in a folder, and over S3."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.base.errors import NotFound

_NO_FILE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)


class FolderStore:
    """Files under one folder. Keys come from us, yet nothing outside the folder can be named."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def _path(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root) or path == self._root:
            raise NotFound(key)
        return path

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{secrets.token_hex(6)}")
        fresh.write_bytes(content)
        os.replace(fresh, path)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except _NO_FILE:
            raise NotFound(key) from None

    def delete(self, key: str) -> None:
        with suppress(*_NO_FILE):
            self._path(key).unlink()


class S3Store:
    """Any S3 through boto3, imported when first used (0.8 s). Nothing in the bucket is public."""

    def __init__(self, *, bucket: str, region: str, endpoint: str, access_key: str, secret_key: str) -> None:
        self._bucket = bucket
        self._settings = {
            "region_name": region,
            "endpoint_url": endpoint or None,
            "aws_access_key_id": access_key,
            "aws_secret_access_key": secret_key,
        }
        self._made: Any = None

    def _client(self) -> Any:
        if self._made is None:
            import boto3
            from botocore.config import Config

            config = Config(
                connect_timeout=5,
                read_timeout=15,
                retries={"max_attempts": 3},
                s3={"addressing_style": "path"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            )
            self._made = boto3.client("s3", config=config, **self._settings)
        return self._made

    def put(self, key: str, content: bytes, content_type: str) -> None:
        self._client().put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=content_type)

    def get(self, key: str) -> bytes:
        client = self._client()
        try:
            body: bytes = client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except client.exceptions.NoSuchKey:
            raise NotFound(key) from None
        return body

    def delete(self, key: str) -> None:
        self._client().delete_object(Bucket=self._bucket, Key=key)
