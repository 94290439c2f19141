package org.lasegue.knowledge;

public record Family(String id, String clinical, String plain) {}
