package org.lasegue.knowledge;

/// A sentence for the person and what it rests on.
public record Sentence(String text, Basis basis) {}
