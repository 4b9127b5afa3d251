package io.jenkins.plugins.distcompile.jenkins.step;

/** Pieces of Pipeline scripts. */
final class Scripts {
    private Scripts() {}

    /** Leaves {@code u0.c} … and a {@code plan.json} that compiles them in the current folder. */
    static String sample(int units) {
        return sample(units, "1");
    }

    /** As {@link #sample(int)}; each unit takes its compiler some time, more with a larger {@code weight}. */
    static String sample(int units, String weight) {
        return """
                  sh '''
                    set +x
                    { echo '{"units":['
                      i=0
                      while [ $i -lt %1$d ]; do
                        j=0
                        : > u$i.c
                        while [ $j -lt $((%2$s * 200)) ]; do
                          echo "int f${i}_$j(int x) { return x * $j + (x >> 3) %% 7; }" >> u$i.c
                          j=$((j + 1))
                        done
                        [ $i = 0 ] || echo ,
                        echo '{"id":"u'$i'.c","kind":"compile","command":["gcc","-O2","-c","u'$i'.c","-o","u'$i'.o"],'
                        echo '"inputs":["u'$i'.c"],"outputs":["u'$i'.o"]}'
                        i=$((i + 1))
                      done
                      echo ']}'
                    } > plan.json
                  '''
                """
                .formatted(units, weight);
    }
}
