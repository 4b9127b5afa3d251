package io.jenkins.plugins.distcompile.toolchain;

/** The languages of gcc's and clang's {@code -x} option that a unit can be compiled from. */
public enum Language {
    C("c"),
    CXX("c++"),
    OBJECTIVE_C("objective-c"),
    OBJECTIVE_CXX("objective-c++"),
    /** Assembler without preprocessing: {@code .s}. */
    ASSEMBLER("assembler"),
    /** Assembler that is preprocessed first: {@code .S}, {@code .sx}. */
    ASSEMBLER_WITH_CPP("assembler-with-cpp");

    private final String option;

    Language(String option) {
        this.option = option;
    }

    /** The value for {@code -x} that compiles a source of this language. */
    public String option() {
        return option;
    }
}
