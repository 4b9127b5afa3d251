package io.jenkins.plugins.distcompile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.Test;

/** Holds the dependency directions of docs/architecture.md. */
public class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.distcompile.";

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jenkins.plugins.distcompile");

    @Test
    public void theSchedulerKnowsOnlyPlansAndTheJdk() {
        classes()
                .that()
                .resideInAPackage(ROOT + "schedule..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "schedule..", ROOT + "plan..", "java..")
                .check(ENGINE);
    }

    @Test
    public void theSchedulerHasNoClockNoThreadsAndNoFiles() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "schedule..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.util.concurrent..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(ENGINE);
    }

    @Test
    public void criteriaKnowOnlyPlansAndTheJdk() {
        classes()
                .that()
                .resideInAPackage(ROOT + "criteria..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "criteria..", ROOT + "plan..", "java..")
                .check(ENGINE);
    }

    @Test
    public void theEngineKnowsNeitherTheHostNorTheCommandLineNorJenkins() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "oshi..",
                        "com.sun.jna..",
                        "picocli..",
                        "hudson..",
                        "jenkins..",
                        "org.kohsuke..",
                        "org.jenkinsci..")
                .check(ENGINE);
    }

    @Test
    public void packagesOfTheEngineFormNoCycle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(ENGINE);
    }
}
