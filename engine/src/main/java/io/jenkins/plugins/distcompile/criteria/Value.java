package io.jenkins.plugins.distcompile.criteria;

import java.util.List;

/** What a fact is on one machine. */
sealed interface Value {

    /** In the base unit of the fact's dimension; infinite where the fact says so. */
    record Number(double value) implements Value {}

    record Text(String value) implements Value {}

    record Texts(List<String> values) implements Value {}

    /** The machine does not say. */
    record Unknown() implements Value {}

    Value UNKNOWN = new Unknown();
}
